/** A reference as a chip shows it: its first and its last names, with what is between left out where it is long. */
export function shortReference(reference: string): string {
  const parts = reference.split('.')
  if (parts.length <= 3 || reference.length <= 36) return parts.join(' › ')
  return [parts[0], '…', ...parts.slice(-2)].join(' › ')
}
