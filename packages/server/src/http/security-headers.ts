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

/** Sets the security headers of an answer; `surface` is what answered. */
export function setSecurityHeaders(
  headers: Headers,
  answer: { surface: 'console' | 'public'; isHttps: boolean },
): void {
  for (const [name, value] of Object.entries(common)) headers.set(name, value)
  headers.set('content-security-policy', answer.surface === 'console' ? consolePolicy : publicPolicy)
  if (answer.isHttps) headers.set('strict-transport-security', 'max-age=31536000')
}
