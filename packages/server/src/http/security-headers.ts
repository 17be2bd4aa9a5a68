const common = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
}

// Mantine sets style attributes and style elements, hence 'unsafe-inline' for styles.
const consolePolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

// What a flow answers at its endpoint is data from outside on the console's own origin: it gets no scripts, no cookies.
const publicPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"

// The page of a flow that a person fills in: its own style and a form to here, and no script at all.
const formPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const policies = { console: consolePolicy, public: publicPolicy, form: formPolicy }

/** What answered. */
export type Surface = keyof typeof policies

/** The security headers of an answer. */
export function securityHeaders(answer: { surface: Surface; isHttps: boolean }): Record<string, string> {
  return {
    ...common,
    'content-security-policy': policies[answer.surface],
    ...(answer.isHttps ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}

/** Sets the security headers of an answer. */
export function setSecurityHeaders(headers: Headers, answer: { surface: Surface; isHttps: boolean }): void {
  for (const [name, value] of Object.entries(securityHeaders(answer))) headers.set(name, value)
}
