import type { NativeDetection } from './native-detection.ts'

const sessions = 'answer-end-sessions'
const password = 'answer-reset-password'
const factors = 'answer-reset-factors'
const suspend = 'answer-suspend-user'
const ask = 'answer-ask-security'

/**
 * What to do about each sequence: templates of flows that an alert starts, the most fitting first. Source: the responses
 * of the ITDR sequences; where those name something that no template does, a person is asked.
 */
const remedies: Readonly<Record<string, readonly string[]>> = {
  s01: [sessions, ask],
  s02: [sessions, password, factors],
  s03: [sessions],
  s04: [sessions],
  s05: [sessions, password],
  s06: [sessions],
  s07: [sessions, ask],
  s08: [ask],
  s09: [ask],
  s10: [ask, password],
  s11: [ask],
  s12: [sessions, password, factors],
  s13: [password, ask],
  s14: [sessions, ask],
  s15: [ask],
  s16: [sessions, factors, suspend],
  s17: [suspend],
  s18: [sessions, ask],
  s19: [sessions, ask],
  s20: [ask],
  s21: [ask],
  s22: [sessions],
  s23: [password, ask],
  s24: [ask],
  s25: [factors, ask],
  s26: [ask],
  s27: [ask],
  s28: [suspend],
  s29: [sessions, password, factors],
  s30: [ask],
  s31: [sessions, ask],
  s32: [ask],
  s33: [ask],
}

export function withRemedies(detection: NativeDetection): NativeDetection {
  const sequence = detection.tags.find((tag) => tag.startsWith('itdr.'))?.slice('itdr.'.length)
  const known = sequence === undefined ? undefined : remedies[sequence]
  return known === undefined ? detection : { ...detection, remedies: known }
}
