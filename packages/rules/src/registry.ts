import type { Rule } from './define-rule';
import argChanged from './rules/arg-changed/rule';
import argDiffers from './rules/arg-differs/rule';
import argMissing from './rules/arg-missing/rule';
import argMoved from './rules/arg-moved/rule';
import argNameMissing from './rules/arg-name-missing/rule';
import coreReloAmbiguous from './rules/core-relo-ambiguous/rule';
import coreReloUnresolved from './rules/core-relo-unresolved/rule';
import enumvalChanged from './rules/enumval-changed/rule';
import enumvalMissing from './rules/enumval-missing/rule';
import eventFieldChanged from './rules/event-field-changed/rule';
import eventFieldMissing from './rules/event-field-missing/rule';
import eventLayoutChanged from './rules/event-layout-changed/rule';
import featureMissing from './rules/feature-missing/rule';
import fieldMissing from './rules/field-missing/rule';
import fieldMoved from './rules/field-moved/rule';
import fieldOffsetChanged from './rules/field-offset-changed/rule';
import fieldTypeChanged from './rules/field-type-changed/rule';
import functionAmbiguous from './rules/function-ambiguous/rule';
import functionBypassed from './rules/function-bypassed/rule';
import functionCloned from './rules/function-cloned/rule';
import functionGlobDiffers from './rules/function-glob-differs/rule';
import functionInModule from './rules/function-in-module/rule';
import functionInlined from './rules/function-inlined/rule';
import functionMissing from './rules/function-missing/rule';
import functionNotTraceable from './rules/function-not-traceable/rule';
import functionPartlyInlined from './rules/function-partly-inlined/rule';
import functionRenamed from './rules/function-renamed/rule';
import guardNeverTrue from './rules/guard-never-true/rule';
import guardPicksWrongBranch from './rules/guard-picks-wrong-branch/rule';
import helperMissing from './rules/helper-missing/rule';
import ksymMissing from './rules/ksym-missing/rule';
import lockDiffers from './rules/lock-differs/rule';
import lsmHookChanged from './rules/lsm-hook-changed/rule';
import meaningChanged from './rules/meaning-changed/rule';
import noBranchFits from './rules/no-branch-fits/rule';
import preferTracepoint from './rules/prefer-tracepoint/rule';
import rawArgsChanged from './rules/raw-args-changed/rule';
import registerNotArgument from './rules/register-not-argument/rule';
import retvalChanged from './rules/retval-changed/rule';
import retvalMissing from './rules/retval-missing/rule';
import retvalSlotMoved from './rules/retval-slot-moved/rule';
import symbolMissing from './rules/symbol-missing/rule';
import syscallMissing from './rules/syscall-missing/rule';
import syscallWrapper from './rules/syscall-wrapper/rule';
import tracepointMissing from './rules/tracepoint-missing/rule';
import tracepointRenamed from './rules/tracepoint-renamed/rule';
import typeMissing from './rules/type-missing/rule';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  argChanged,
  argDiffers,
  argMissing,
  argMoved,
  argNameMissing,
  coreReloAmbiguous,
  coreReloUnresolved,
  enumvalChanged,
  enumvalMissing,
  eventFieldChanged,
  eventFieldMissing,
  eventLayoutChanged,
  featureMissing,
  fieldMissing,
  fieldMoved,
  fieldOffsetChanged,
  fieldTypeChanged,
  functionAmbiguous,
  functionBypassed,
  functionCloned,
  functionGlobDiffers,
  functionInModule,
  functionInlined,
  functionMissing,
  functionNotTraceable,
  functionPartlyInlined,
  functionRenamed,
  guardNeverTrue,
  guardPicksWrongBranch,
  helperMissing,
  ksymMissing,
  lockDiffers,
  lsmHookChanged,
  meaningChanged,
  noBranchFits,
  preferTracepoint,
  rawArgsChanged,
  registerNotArgument,
  retvalChanged,
  retvalMissing,
  retvalSlotMoved,
  symbolMissing,
  syscallMissing,
  syscallWrapper,
  tracepointMissing,
  tracepointRenamed,
  typeMissing,
];
