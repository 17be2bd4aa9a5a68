import { InputError, type HttpRequest, type Query } from '@keyway/sdk'

/** Where the requests of a connection may go. */
export type Reach =
  /** Connectors with a fixed base: this origin, and below its path. */
  | { kind: 'base'; baseUrl: string; otherBases?: readonly string[] | undefined }
  /** Connectors without one: these hosts (`api.example.com`, `*.example.com`), or any host when undefined. */
  | { kind: 'hosts'; hosts: readonly string[] | undefined }

/**
 * The URL of a request. Nothing that data or a person put into the path can leave the reach of the connection.
 *
 * @throws {InputError} with code `url_refused`.
 */
export function toTargetUrl(reach: Reach, path: HttpRequest['path'], query: Query = {}): URL {
  const url = reach.kind === 'base' ? belowBase(reach, path) : onHosts(reach.hosts, path)
  if (url.username !== '' || url.password !== '') {
    throw refused(
      'A URL with a user name or password in it is not used. Put credentials into the connection.',
    )
  }
  if (url.hash !== '') url.hash = ''
  const added = toQueryText(query)
  if (added !== '') url.search = url.search.length > 1 ? `${url.search}&${added}` : added
  return url
}

/** Whether a URL (of a redirect or a `Link` header) is within the reach. */
export function isWithinReach(reach: Reach, url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false
  if (reach.kind === 'hosts') return isHttp(url) && hostMatches(reach.hosts, url)
  return [reach.baseUrl, ...(reach.otherBases ?? [])].some((text) => {
    const base = new URL(text)
    return url.origin === base.origin && `${url.pathname}/`.startsWith(`${basePath(base)}/`)
  })
}

function belowBase(reach: Extract<Reach, { kind: 'base' }>, path: HttpRequest['path']): URL {
  const base = new URL(reach.baseUrl)
  const text = typeof path === 'string' ? path : cleanText('relative' in path ? path.relative : path.absolute)
  refuseDotSegments(text)
  const isAbsolute = typeof path !== 'string' && /^[a-z][a-z0-9+.-]*:/i.test(text)
  if (!isAbsolute && text.startsWith('//')) throw refused(`"${head(text)}" names another host.`)
  const url = isAbsolute
    ? parseUrl(text)
    : parseUrl(`${base.origin}${basePath(base)}/${text.replace(/^\//, '')}`)
  if (!isWithinReach(reach, url)) {
    throw refused(
      `"${head(text)}" is not below ${base.origin}${basePath(base)}, where this connection belongs.`,
    )
  }
  return url
}

function onHosts(hosts: readonly string[] | undefined, path: HttpRequest['path']): URL {
  if (typeof path === 'string' || !('absolute' in path)) {
    throw refused('This connection has no base URL. Write a whole URL that begins with https://.')
  }
  const text = cleanText(path.absolute)
  refuseDotSegments(text)
  const url = parseUrl(text)
  if (!isHttp(url)) throw refused(`"${head(text)}" is neither an http nor an https URL.`)
  if (!hostMatches(hosts, url)) {
    throw refused(`The host ${url.host} is not among the hosts of this connection (${hosts?.join(', ')}).`)
  }
  return url
}

function isHttp(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'http:'
}

/** A pattern without a port means the scheme's own port; `*.` stands for at least one label. */
function hostMatches(hosts: readonly string[] | undefined, url: URL): boolean {
  if (hosts === undefined) return true
  return hosts.some((written) => {
    const pattern = written.trim().toLowerCase()
    if (pattern.startsWith('*.'))
      return url.host.length > pattern.length - 1 && url.host.endsWith(pattern.slice(1))
    return url.host === pattern
  })
}

function basePath(base: URL): string {
  return base.pathname.replace(/\/+$/, '')
}

/** Text a person typed. The URL parser drops tabs and line breaks and reads `\` as `/`, so none of them may get there. */
function cleanText(text: string): string {
  const trimmed = text.trim()
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f\\]/.test(trimmed)) {
    throw refused(`"${head(trimmed)}" has a backslash or a control character in it.`)
  }
  if (trimmed === '') throw refused('The URL is empty.')
  return trimmed
}

/** The URL parser resolves `..`, also written `%2e%2e`, and would climb out of the base path or to another endpoint. */
function refuseDotSegments(text: string): void {
  const [pathOnly = ''] = text.split(/[?#]/)
  if (pathOnly.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) {
    throw refused(`"${head(text)}" has "." or ".." as a part of its path. Use the id or name that is meant.`)
  }
}

function parseUrl(text: string): URL {
  const url = URL.parse(text)
  if (url === null) throw refused(`"${head(text)}" is not a URL.`)
  return url
}

function toQueryText(query: Query): string {
  const pairs: string[] = []
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue
    const values = typeof value === 'object' ? value : [String(value)]
    for (const item of values) pairs.push(`${encode(name)}=${encode(item)}`)
  }
  return pairs.join('&')
}

/** A lone surrogate makes `encodeURIComponent` throw; it travels as U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function head(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}

function refused(message: string): InputError {
  return new InputError(message, { code: 'url_refused' })
}
