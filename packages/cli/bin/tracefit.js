#!/usr/bin/env node
'use strict';
require('../dist/process.js');
