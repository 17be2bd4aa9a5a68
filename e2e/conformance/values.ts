import { toText, type Json, type JsonObject, type ValueType } from '@keyway/sdk'
import type { TriggerInput } from '@keyway/engine'
import type { Wish } from './wishes.ts'

/** Things that exist in the simulated org, for values that name one. */
export interface Known {
  userId: string
  email: string
  groupId: string
  groupName: string
  appId: string
}

/** What a helper is called with: as its author meant it, nothing, what is empty, and what has the wrong type. */
export const varieties = ['typical', 'null', 'empty', 'wrong'] as const
export type Variety = (typeof varieties)[number]

const moment = '2026-11-20T09:15:32.114Z'

const texts: readonly [RegExp, (known: Known) => string][] = [
  [/first ?name|givenname/, () => 'Ada'],
  [/last ?name|familyname|surname/, () => 'Nwosu'],
  [
    /e-?mail|addresslist|username|login|alternateid|manager$|reviewer$|owner|submitter|principal|^to$/,
    ({ email }) => email,
  ],
  [/group ?name|groups_name/, ({ groupName }) => groupName],
  [/group_?id|excludedgroup/, ({ groupId }) => groupId],
  [/app(lication)?_?id|instanceid/, ({ appId }) => appId],
  [/user_?id|userid|user$|reviewerid|managerid|ownerid|entityid/, ({ userId }) => userId],
  [/\bip ?address|bound$|^ip$/, () => '10.1.2.3'],
  [/date|time|detected|published|created|updated|expires/, () => moment],
  [/redirect_uris/, () => 'https://app.acme.test/a,https://app.acme.test/b'],
  [/url|uri|endpoint|href|link|acs/, () => 'https://api.acme.test/v1/things'],
  [/domain|\borg$|host/, () => 'acme.test'],
  [/count|number|total|limit|offset|days|hours|minutes|interval|index|size|max|min\b/, () => '3'],
  [/status/, () => 'ACTIVE'],
  [/phone/, () => '+4712345678'],
  [/opted|enabled|is[A-Z]/, () => 'true'],
  [/expression/, () => 'user.profile.department == "Engineering"'],
  [/(^|[^a-z])id$|_id$|Id$/, ({ userId }) => userId],
]

/** A believable value for a field of this name and type. */
export function sample(name: string, type: ValueType | null, known: Known): Json {
  switch (type) {
    case 'number':
      return 3
    case 'boolean':
      return true
    case 'date':
      return moment
    case 'object':
      return { id: known.userId, name: sampleText('name', known), type: 'User' }
    case 'text[]':
      return [sampleText(name, known), 'second']
    case 'number[]':
      return [1, 2]
    case 'boolean[]':
      return [true, false]
    case 'date[]':
      return [moment]
    case 'object[]':
    case 'any[]':
      return [
        { id: known.userId, name: 'one' },
        { id: known.groupId, name: 'two' },
      ]
    default:
      return sampleText(name, known)
  }
}

function sampleText(name: string, known: Known): string {
  const found = texts.find(([pattern]) => pattern.test(name) || pattern.test(name.toLowerCase()))
  return found === undefined ? `sample ${name}`.slice(0, 60) : found[1](known)
}

/** A value that has everything that is wished for. */
export function fulfil(wish: Wish, name: string, known: Known): Json {
  if (wish.fixed !== null) return wish.fixed
  if (wish.item !== null) {
    const one = fulfil(wish.item, name, known)
    return [one, one]
  }
  if (wish.json !== null) {
    const { json } = wish
    const inner =
      json.keys.size === 0 && json.item === null ? { id: known.userId } : fulfil(json, name, known)
    return JSON.stringify(inner)
  }
  if (wish.keys.size > 0) return fulfilObject(wish, known)
  return sample(name, wish.type, known)
}

export function fulfilObject(wish: Wish, known: Known): JsonObject {
  return Object.fromEntries([...wish.keys].map(([key, inner]) => [key, fulfil(inner, key, known)]))
}

/** The value of one declared input in one variety. */
export function inputValue(
  input: TriggerInput,
  variety: Variety,
  { wish, known }: { wish: Wish; known: Known },
): Json {
  switch (variety) {
    case 'typical':
      return typical(input, wish, known)
    case 'null':
      return null
    case 'empty':
      return empty(input.type)
    case 'wrong':
      return wrong(input.type)
  }
}

function typical(input: TriggerInput, wish: Wish, known: Known): Json {
  const { key, type = null } = input
  // A text that goes where a list is wanted becomes a list of one.
  const isList = wish.item !== null && ((type !== 'text' && type !== 'object[]') || wish.item.keys.size > 0)
  const isStructured = wish.keys.size > 0 || isList || wish.json !== null
  if (type === 'number' || type === 'boolean' || type === 'date')
    return input.default ?? sample(key, type, known)
  if (isStructured) {
    const value = fulfil(wish, key, known)
    if (type === 'text' && typeof value !== 'string') return JSON.stringify(value)
    return type?.endsWith('[]') === true && !Array.isArray(value) ? [value] : value
  }
  const given = input.default
  if (given !== undefined && given !== null && given !== '' && given !== '0') return given
  if (type === 'text' && wish.type === 'object') return JSON.stringify(sample(key, 'object', known))
  const isScalar = wish.type === 'number' || wish.type === 'boolean' || wish.type === 'date'
  const value = sample(key, type === 'text' && isScalar ? wish.type : type, known)
  return type === 'text' ? toText(value) : value
}

function empty(type: ValueType | undefined): Json {
  if (type?.endsWith('[]') === true) return []
  return type === 'object' ? {} : ''
}

/** What nothing of this type can be made of; every value can be made a text. */
function wrong(type: ValueType | undefined): Json {
  switch (type) {
    case 'text':
      return { unexpected: ['object', 1, null] }
    case 'object':
    case 'object[]':
      return 5
    case 'text[]':
      return { not: 'a list' }
    case 'number':
    case 'date':
    case 'boolean':
      return { unexpected: 'object' }
    default:
      return [[{}]]
  }
}
