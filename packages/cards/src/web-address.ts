import { InputError } from '@keyway/sdk'

/** Reads a URL as browsers do. Throws InputError `url_invalid`. */
export function readUrl(text: string, base?: URL): URL {
  const url = URL.parse(text.trim(), base?.href)
  if (url !== null) return url
  throw new InputError(`Found "${text.slice(0, 80)}", expected a URL such as "https://example.com/path".`, {
    code: 'url_invalid',
  })
}
