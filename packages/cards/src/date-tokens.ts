import { InputError } from '@keyway/sdk'
import { DateTime, type IANAZone } from 'luxon'
import { readLocal, type ReadIn } from './date-reader.ts'

/** Longest token first. Text in brackets and everything else stands for itself, as in moment.js. */
const tokens =
  /\[[^\]]*\]|YYYY|YY|Y|yyyy|yy|MMMM|MMM|MM|M|DD|D|dddd|ddd|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|SS|S|A|a|ZZ|Z|z|X|x/g

/** A date as text, by moment-style tokens (`MM/DD/YYYY h:mm a z`), in a zone. */
export function formatDate(moment: DateTime, format: string, zone: IANAZone): string {
  const local = moment.setZone(zone).setLocale('en-US')
  return format.replace(tokens, (token) => formatToken(local, token))
}

function formatToken(local: DateTime, token: string): string {
  switch (token) {
    case 'Y':
    case 'YYYY':
    case 'yyyy':
      return local.toFormat('yyyy')
    case 'YY':
    case 'yy':
      return local.toFormat('yy')
    case 'MMM':
    case 'MMMM':
    case 'MM':
    case 'M':
      return local.toFormat(token)
    case 'D':
    case 'DD':
      return local.toFormat(token.toLowerCase())
    case 'd':
      return String(local.weekday % 7)
    case 'dd':
      return local.toFormat('ccc').slice(0, 2)
    case 'ddd':
    case 'dddd':
      return local.toFormat(token.replaceAll('d', 'c'))
    case 'S':
    case 'SS':
    case 'SSS':
      return local.toFormat('SSS').slice(0, token.length)
    case 'A':
      return local.toFormat('a')
    case 'a':
      return local.toFormat('a').toLowerCase()
    case 'Z':
      return local.toFormat('ZZ')
    case 'ZZ':
      return local.toFormat('ZZZ')
    case 'z':
      return local.toFormat('ZZZZ')
    case 'X':
      return String(Math.floor(local.toMillis() / 1000))
    case 'x':
      return String(local.toMillis())
    default:
      return token.startsWith('[') ? token.slice(1, -1) : local.toFormat(token)
  }
}

/** How luxon reads each token. Where moment takes one digit or two, so does this. */
const readers: Readonly<Record<string, string>> = {
  Y: 'y',
  YYYY: 'yyyy',
  yyyy: 'yyyy',
  YY: 'yy',
  yy: 'yy',
  MMMM: 'LLLL',
  MMM: 'LLL',
  MM: 'L',
  M: 'L',
  DD: 'd',
  D: 'd',
  dddd: 'cccc',
  ddd: 'ccc',
  d: 'c',
  HH: 'H',
  H: 'H',
  hh: 'h',
  h: 'h',
  mm: 'm',
  m: 'm',
  ss: 's',
  s: 's',
  SSS: 'u',
  SS: 'u',
  S: 'u',
  A: 'a',
  a: 'a',
  Z: 'ZZ',
  ZZ: 'ZZZ',
}

/**
 * Reads a date by moment-style tokens; without an offset in the text, in the given zone. Throws InputError
 * `date_invalid` when the text does not fit, `format_invalid` when a token cannot be read back.
 */
export function parseDate(text: string, format: string, into: ReadIn): DateTime<true> {
  const moment = readDate(text.trim(), format.trim(), into)
  if (moment?.isValid === true) return moment
  throw new InputError(`Found "${text.slice(0, 80)}", expected a date in the format "${format}".`, {
    code: 'date_invalid',
  })
}

function readDate(text: string, format: string, into: ReadIn): DateTime<true> | DateTime<false> | undefined {
  if (format !== 'x' && format !== 'X') return readLocal(text, toReader(format), into)
  const amount = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  return DateTime.fromMillis(format === 'x' ? amount : amount * 1000, { zone: into.zone })
}

/** Each part once: with repetitions, the number of ways to read a text grows without bounds. */
function toReader(format: string): string {
  let reader = ''
  let end = 0
  const seen = new Set<string>()
  for (const { 0: token, index } of format.matchAll(tokens)) {
    const read = readToken(token)
    if (seen.has(read) && !token.startsWith('[')) {
      throw new InputError(`The part "${token}" of a date format stands in it twice; leave one out.`, {
        code: 'format_invalid',
      })
    }
    seen.add(read)
    reader += quote(format.slice(end, index)) + read
    end = index + token.length
  }
  return reader + quote(format.slice(end))
}

function readToken(token: string): string {
  if (token.startsWith('[')) return quote(token.slice(1, -1))
  const reader = readers[token]
  if (reader !== undefined) return reader
  throw new InputError(`The part "${token}" of a date format can be written but not read; leave it out.`, {
    code: 'format_invalid',
  })
}

/** Letters must not be taken for luxon's own tokens; signs are literal there too. */
function quote(literal: string): string {
  return literal.replace(/[A-Za-z]+/g, "'$&'")
}
