const longestName = 200

/**
 * A name that is only a name, whatever it came from: no folders, no control or direction-changing characters, no dots
 * that mean a folder or hide the file.
 */
export function toFileName(text: string): string {
  const last = text.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  // Cc: control; Cf: format, among them the characters that reverse the order of what is shown; Zl, Zp: line breaks.
  const name = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .trim()
    .replace(/^\.+/, '')
  if (name === '') return 'file'
  if (name.length <= longestName) return name
  const ending = /\.[^.]{1,20}$/.exec(name)?.[0] ?? ''
  return `${name.slice(0, longestName - ending.length).toWellFormed()}${ending}`
}

/** `type/subtype` with parameters (RFC 9110, 8.3.1) as they were given; anything else is unknown bytes. */
export function toContentType(text: string): string {
  const token = String.raw`[!#$%&'*+.^_\`|~0-9A-Za-z-]+`
  const parameter = String.raw`\s*;\s*${token}=(?:${token}|"[\t !#-\[\]-~]*")`
  const isMediaType = text.length <= 200 && new RegExp(`^${token}/${token}(?:${parameter})*$`).test(text)
  return isMediaType ? text : 'application/octet-stream'
}
