import { ConnectionError, FlowError } from '@keyway/sdk'
import type { HookProblem } from './remote-hook.ts'

const causes: readonly { code: string; pattern: RegExp; message: string }[] = [
  {
    code: 'not_https',
    pattern: /only https|must be https|https (is required|addresses)/i,
    message:
      'Okta delivers to https only. Put a TLS proxy in front of Keyway and set KEYWAY_PUBLIC_URL to its https address.',
  },
  {
    code: 'too_many_hooks',
    pattern: /maximum|limit of .*hooks/i,
    message: 'The org has as many event hooks as Okta allows (25). Delete one that nobody uses.',
  },
  {
    code: 'dns',
    pattern: /ENOTFOUND|EAI_AGAIN|getaddrinfo|unknown ?host|could not be resolved/i,
    message:
      'The name of the public address does not resolve. Add the DNS record, or correct KEYWAY_PUBLIC_URL.',
  },
  {
    code: 'tls_name',
    pattern: /ALTNAME|hostname.*certificate|not match.*certificate|certificate.*not match/i,
    message: 'The certificate belongs to another name. Issue one for the host of the public address.',
  },
  {
    code: 'tls_expired',
    pattern: /CERT_HAS_EXPIRED|certificate.*expired/i,
    message: 'The certificate has expired. Renew it.',
  },
  {
    code: 'tls_chain',
    pattern: /self.?signed|UNABLE_TO_|PKIX|certificate|SSL|TLS|EPROTO/i,
    message:
      'The certificate does not lead to a public authority. Serve the whole chain, with the intermediate certificates, of a public CA.',
  },
  {
    code: 'redirect',
    pattern: /status 3\d\d|redirect/i,
    message:
      'The address answers with a redirect, which Okta does not follow. Set KEYWAY_PUBLIC_URL to the final address.',
  },
  {
    code: 'secret',
    pattern: /status 40[13]|answered 40[13]/i,
    message:
      'Something before Keyway asks for a sign-in, or the key is not the one Keyway knows. Let /hooks/okta/ through, or rotate the key.',
  },
  {
    code: 'not_keyway',
    pattern: /status 404|answered 404/i,
    message: 'Another server answers at the public address. Route /hooks/okta/ to Keyway.',
  },
  {
    code: 'timeout',
    pattern: /no answer within|time.?d? ?-?out|ETIMEDOUT|aborted due to timeout/i,
    message: 'Keyway did not answer within 3 seconds. Look for a firewall that drops requests, or for load.',
  },
  {
    code: 'not_reachable',
    pattern:
      /ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|connection refused|socket hang up|fetch failed/i,
    message:
      'Nothing listens at the public address, or a firewall refuses Okta. Open it for the addresses Okta publishes.',
  },
  {
    code: 'verification_refused',
    pattern: /verification/i,
    message:
      "Okta's challenge did not come back as it was sent. A proxy may change or cache answers of /hooks/okta/.",
  },
]

/** What an error of Okta, or of our own look at the address, means for the hook, and what to do about it. */
export function explainHookError(error: unknown): HookProblem {
  const text = textOf(error)
  if (error instanceof ConnectionError) {
    return { code: 'credentials', message: `Okta does not accept the connection's credentials. ${text}` }
  }
  if (error instanceof FlowError && error.statusCode === 403) {
    return {
      code: 'scope',
      message: `Okta refuses it: the connection needs the scope okta.eventHooks.manage and an admin role that may manage event hooks. ${text}`,
    }
  }
  const cause = causes.find(({ pattern }) => pattern.test(text))
  if (cause !== undefined) return { code: cause.code, message: `${cause.message} (${text})` }
  return { code: error instanceof FlowError ? error.code : 'unknown', message: text }
}

/** The messages of an error and of what caused it: the reason is often the innermost. */
function textOf(error: unknown): string {
  const parts: string[] = []
  for (let at = error; at instanceof Error; at = at.cause) {
    const code =
      'code' in at && typeof at.code === 'string' && !(at instanceof FlowError) ? ` [${at.code}]` : ''
    parts.push(`${at.message}${code}`)
  }
  return parts.length === 0 ? String(error) : [...new Set(parts)].join(': ')
}
