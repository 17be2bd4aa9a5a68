export { attackScripts, type AttackScript } from './detections/testing/attack-scripts.ts'
export { quietEvents, quietWeek, type QuietOrg } from './detections/testing/quiet-events.ts'
export { toLogEvents, type Happening } from './detections/testing/run-script.ts'
export { logEventOf } from './detections/testing/log-event-of.ts'
