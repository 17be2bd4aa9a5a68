const oktaDomains = /\.(okta|oktapreview|okta-emea|okta-gov|trexcloud)\.com$|\.okta\.mil$/
const notAnOrg = /^(www|login|developer|support|help|status|trust|id|identity|admin)\./
const example = 'Enter the domain of your org, for example acme.okta.com.'

/** The domain of an org, or what is wrong with the text and what to enter instead. */
export type OktaDomain = { domain: string } | { problem: string }

/**
 * Reads what people paste for their org: an address copied from the admin console, an issuer, a trailing slash. Answers
 * `acme.okta.com`, or `http://127.0.0.1:PORT` for a simulated org on this machine.
 */
export function readOktaDomain(text: string): OktaDomain {
  const trimmed = text.trim()
  if (trimmed === '') return { problem: example }
  if (/\s/.test(trimmed)) return { problem: `"${trimmed}" contains blanks. ${example}` }

  const url = parseUrl(trimmed)
  if (url === undefined) return { problem: `"${trimmed}" is not a domain. ${example}` }
  if (url.username !== '' || url.password !== '') {
    return { problem: `"${trimmed}" looks like an e-mail address or contains a user name. ${example}` }
  }
  if (isLoopback(url.hostname)) return readSimulator(url)
  return readPublicHost(url)
}

function parseUrl(text: string): URL | undefined {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function readSimulator(url: URL): OktaDomain {
  if (url.protocol === 'http:' && url.port !== '') return { domain: url.origin }
  return {
    problem: `A simulated org on this machine needs its whole address, for example http://127.0.0.1:8088; found "${url.host}".`,
  }
}

/** Okta's own domain with no org before it. */
function isApex(host: string): boolean {
  return !oktaDomains.test(host) && oktaDomains.test(`.${host}`)
}

function readPublicHost(url: URL): OktaDomain {
  const host = url.hostname
  if (!host.includes('.'))
    return { problem: `"${host}" is only a part of the domain; did you mean ${host}.okta.com?` }
  if (/^[\d.]+$/.test(host) || host.startsWith('[')) {
    return { problem: `"${host}" is an IP address; Okta answers only under its domain. ${example}` }
  }
  if (url.port !== '') return { problem: `Okta has no port ${url.port}; leave ":${url.port}" out.` }
  if (isApex(host) || (oktaDomains.test(host) && notAnOrg.test(host))) {
    return { problem: `"${host}" is a site of Okta, not an org. ${example}` }
  }
  const [, cut] = /^(.+\.okta(?:preview|-emea|-gov)?)(?:\.[a-z]+)?$/.exec(host) ?? []
  if (!oktaDomains.test(host)) {
    if (cut === undefined) return { domain: host }
    return { problem: `Okta has no domain "${host}"; did you mean ${cut}.com?` }
  }
  // Neighbours of the org, for the admin console and ways to sign in: their hosts do not serve its API.
  const org = host.replace(/-admin\./, '.').replace(/^([^.]+)\.(workflows|kerberos|mtls)\./, '$1.')
  if (org.split('.').length === 3) return { domain: org }
  return {
    problem: `"${host}" has a part too many: an org is one name before the domain of Okta. ${example}`,
  }
}
