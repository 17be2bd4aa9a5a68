import { validationError } from '../errors/okta-error.ts'
import type { UserProfile } from './user.ts'

const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const attributePattern = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
// Okta stores characters of the Basic Multilingual Plane only; an emoji is refused.
const beyondBasicPlane = /[\u{10000}-\u{10FFFF}]/u

/**
 * Checks a complete profile by the rules of the default user schema.
 * @throws OktaError E0000001 with one cause for each fault
 */
export function parseUserProfile(input: Record<string, unknown>): UserProfile {
  const { login, email, firstName = null, lastName = null } = input
  const causes = [
    ...checkText(login, { name: 'login', min: 5, max: 100 }),
    ...checkText(email, { name: 'email', min: 5, max: 100 }),
    ...checkText(firstName, { name: 'firstName', min: 1, max: 50 }),
    ...checkText(lastName, { name: 'lastName', min: 1, max: 50 }),
    ...checkAttributes(input),
  ]
  if (typeof login === 'string' && login !== '' && !emailPattern.test(login)) {
    causes.push('login: Username must be in the form of an email address')
  }
  if (typeof email === 'string' && email !== '' && !emailPattern.test(email)) {
    causes.push('email: Does not match required pattern')
  }
  if (causes.length > 0 || !isText(login) || !isText(email) || !isText(firstName) || !isText(lastName)) {
    throw validationError(causes[0]?.split(':')[0] ?? 'profile', causes)
  }
  return { ...input, login, email, firstName, lastName }
}

type TextRule = { name: string; min: number; max: number }

function checkText(value: unknown, rule: TextRule): string[] {
  if (value === undefined || value === null || value === '') {
    return [`${rule.name}: The field cannot be left blank`]
  }
  if (!isText(value)) return [`${rule.name}: Expected a string`]
  if (value.length >= rule.min && value.length <= rule.max) return []
  return [`${rule.name}: String length must be between ${rule.min} and ${rule.max}`]
}

function checkAttributes(input: Record<string, unknown>): string[] {
  return Object.entries(input).flatMap(([name, value]) => {
    if (!attributePattern.test(name)) return [`${name}: Property name is not in the schema`]
    const values = Array.isArray(value) ? value : [value]
    if (values.some((each) => typeof each === 'object' && each !== null))
      return [`${name}: Expected a plain value`]
    if (values.some((each) => typeof each === 'string' && beyondBasicPlane.test(each))) {
      return [`${name}: Contains a character that is not supported`]
    }
    return []
  })
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
