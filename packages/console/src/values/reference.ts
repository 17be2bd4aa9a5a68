const identifier = /^[A-Za-z_][A-Za-z0-9_-]*$/

/** Reference to a part of a value: `user` + `profile` -> `user.profile`, + 0 -> `user[0]`, odd keys quoted. */
export function childReference(reference: string, part: string | number): string {
  if (typeof part === 'number') return `${reference}[${part}]`
  return identifier.test(part) ? `${reference}.${part}` : `${reference}[${JSON.stringify(part)}]`
}
