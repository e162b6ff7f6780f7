#!/usr/bin/env node
'use strict';
require('../dist/tracefit.js');
