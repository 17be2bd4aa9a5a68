import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'

/** What a rule's expression may look at. */
export interface RuleSubject {
  profile: JsonObject
  /** Groups that the user is in, by id and by name. */
  groupIds: readonly string[]
  groupNames: readonly string[]
}

type Value = Json | undefined
type Node =
  | { kind: 'value'; value: Json }
  | { kind: 'attribute'; path: readonly string[] }
  | { kind: 'call'; name: string; given: readonly Node[] }
  | { kind: 'not'; of: Node }
  | { kind: 'all' | 'any' | 'equal' | 'unequal'; left: Node; right: Node }

/**
 * Whether a group rule's expression takes a user. Undefined where the expression uses something that is not understood
 * here: then nobody can say, and nothing is claimed. Source: Okta Expression Language for group rules.
 */
export function takesUser(expression: string, subject: RuleSubject): boolean | undefined {
  const parsed = parse(expression)
  if (parsed === undefined) return undefined
  const value = evaluate(parsed, subject)
  return typeof value === 'boolean' ? value : undefined
}

const token =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?)|(==|!=|&&|\|\||[!(),])|([A-Za-z_][\w.]*))/y

type Token = { kind: 'text' | 'number' | 'sign' | 'word'; text: string }

function tokenize(expression: string): Token[] | undefined {
  const tokens: Token[] = []
  const source = expression.trim()
  token.lastIndex = 0
  while (token.lastIndex < source.length) {
    const found = token.exec(source)
    if (found === null) return undefined
    const [, double, single, number, sign, word] = found
    const text = double ?? single
    if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll(/\\(.)/g, '$1') })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else tokens.push({ kind: 'word', text: word ?? '' })
  }
  return tokens
}

function parse(expression: string): Node | undefined {
  const tokens = tokenize(expression)
  return tokens === undefined ? undefined : parseTokens(tokens)
}

function parseTokens(tokens: readonly Token[]): Node | undefined {
  let place = 0
  const peek = (): string => {
    const next = tokens[place]
    return next === undefined || next.kind === 'text' ? '' : next.text.toLowerCase()
  }
  const accept = (...texts: readonly string[]): boolean => {
    const isNext = texts.includes(peek())
    if (isNext) place += 1
    return isNext
  }

  function any(): Node | undefined {
    let left = all()
    while (left !== undefined && accept('||', 'or')) {
      const right = all()
      left = right === undefined ? undefined : { kind: 'any', left, right }
    }
    return left
  }
  function all(): Node | undefined {
    let left = comparison()
    while (left !== undefined && accept('&&', 'and')) {
      const right = comparison()
      left = right === undefined ? undefined : { kind: 'all', left, right }
    }
    return left
  }
  function comparison(): Node | undefined {
    const left = unary()
    if (left === undefined) return undefined
    const kind = accept('==', 'eq') ? 'equal' : accept('!=', 'ne') ? 'unequal' : undefined
    if (kind === undefined) return left
    const right = unary()
    return right === undefined ? undefined : { kind, left, right }
  }
  function unary(): Node | undefined {
    if (accept('!', 'not')) {
      const of = unary()
      return of === undefined ? undefined : { kind: 'not', of }
    }
    if (accept('(')) {
      const inner = any()
      return accept(')') ? inner : undefined
    }
    return operand()
  }
  function operand(): Node | undefined {
    const next = tokens[place]
    if (next === undefined || next.kind === 'sign') return undefined
    place += 1
    if (next.kind === 'text') return { kind: 'value', value: next.text }
    if (next.kind === 'number') return { kind: 'value', value: Number(next.text) }
    if (accept('(')) return call(next.text)
    if (next.text in constants) return { kind: 'value', value: constants[next.text] ?? null }
    return { kind: 'attribute', path: next.text.split('.') }
  }
  function call(name: string): Node | undefined {
    const given: Node[] = []
    while (!accept(')')) {
      const argument = any()
      if (argument === undefined) return undefined
      given.push(argument)
      accept(',')
      if (place >= tokens.length) return undefined
    }
    return { kind: 'call', name, given }
  }
  const tree = any()
  return place === tokens.length ? tree : undefined
}

const constants: Readonly<Record<string, Json>> = { true: true, false: false, null: null }

function evaluate(node: Node, subject: RuleSubject): Value {
  switch (node.kind) {
    case 'value':
      return node.value
    case 'attribute':
      return attribute(node.path, subject)
    case 'call':
      return callOf(
        node.name,
        node.given.map((given) => evaluate(given, subject)),
        subject,
      )
    case 'not': {
      const value = evaluate(node.of, subject)
      return typeof value === 'boolean' ? !value : undefined
    }
    case 'all':
    case 'any': {
      const [left, right] = [evaluate(node.left, subject), evaluate(node.right, subject)]
      const decisive = node.kind === 'any'
      if (left === decisive || right === decisive) return decisive
      return left === undefined || right === undefined ? undefined : !decisive
    }
    case 'equal':
    case 'unequal': {
      const [left, right] = [evaluate(node.left, subject), evaluate(node.right, subject)]
      if (left === undefined || right === undefined) return undefined
      const isEqual = same(left, right)
      return node.kind === 'equal' ? isEqual : !isEqual
    }
  }
}

/** An attribute that a profile lacks is null. */
function attribute([root, ...names]: readonly string[], { profile }: RuleSubject): Value {
  if (root !== 'user' || names.length === 0) return undefined
  let value: Json = profile
  for (const name of names) value = isJsonObject(value) ? (value[name] ?? null) : null
  return value
}

function callOf(name: string, given: readonly Value[], subject: RuleSubject): Value {
  const [first, second] = given
  if (given.includes(undefined)) return undefined
  const texts = given.map((value) => (typeof value === 'string' ? value : ''))
  switch (name) {
    case 'String.stringContains':
      return texts[0]?.includes(texts[1] ?? '')
    case 'String.startsWith':
      return texts[0]?.startsWith(texts[1] ?? '')
    case 'String.endsWith':
      return texts[0]?.endsWith(texts[1] ?? '')
    case 'String.toLowerCase':
      return texts[0]?.toLowerCase()
    case 'String.toUpperCase':
      return texts[0]?.toUpperCase()
    case 'Arrays.contains':
      return Array.isArray(first) && second !== undefined ? first.some((item) => same(item, second)) : false
    case 'isMemberOfGroup':
    case 'isMemberOfAnyGroup':
      return texts.some((id) => subject.groupIds.includes(id))
    case 'isMemberOfGroupName':
      return texts.some((text) => subject.groupNames.includes(text))
    case 'isMemberOfGroupNameStartsWith':
      return texts.some((text) => subject.groupNames.some((group) => group.startsWith(text)))
    case 'isMemberOfGroupNameContains':
      return texts.some((text) => subject.groupNames.some((group) => group.includes(text)))
    default:
      return undefined
  }
}

/** Okta compares texts without regard to case in rules of groups. */
function same(left: Json, right: Json): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase()
  return left === right
}
