/** The time zone of whoever looks at the page: `Europe/Oslo`. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}
