import { isJsonObject, type JsonObject } from '@keyway/sdk'
import { at, text, texts } from '../inventory/read.ts'
import type { StoredObject } from './reader.ts'

type Rule = Pick<StoredObject, 'body'>

const method = ({ body }: Rule) => at(body, 'actions', 'appSignOn', 'verificationMethod')

/** Whether a rule of an app's policy lets people in. */
export function isAllowed({ body }: Rule): boolean {
  return text(body, 'actions', 'appSignOn', 'access') !== 'DENY'
}

function constraintsOf(rule: Rule): JsonObject[] {
  const found = method(rule)
  const listed = isJsonObject(found) ? found['constraints'] : undefined
  return Array.isArray(listed) ? listed.filter(isJsonObject) : []
}

/**
 * Whether a rule asks for two factors: by its mode, by constraints of which each names two classes, or by possession with
 * user verification, which counts as two. Constraints are alternatives: each has to be good.
 */
export function isTwoFactor(rule: Rule): boolean {
  const found = method(rule)
  if (!isJsonObject(found)) return false
  if (text(found, 'factorMode') === '2FA') return true
  const constraints = constraintsOf(rule)
  return (
    constraints.length > 0 &&
    constraints.every((one) => {
      const classes = ['knowledge', 'possession', 'inherence'].filter((name) => isJsonObject(one[name]))
      const isVerified = text(one, 'possession', 'userVerification') === 'REQUIRED'
      return classes.length > 1 || isVerified
    })
  )
}

export function isPhishingResistant(rule: Rule): boolean {
  const constraints = constraintsOf(rule)
  return (
    constraints.length > 0 &&
    constraints.every((one) => text(one, 'possession', 'phishingResistant') === 'REQUIRED')
  )
}

/** Whether a rule holds only in some network zones. */
export function limitsNetwork({ body }: Rule): boolean {
  return (
    text(body, 'conditions', 'network', 'connection') === 'ZONE' &&
    texts(body, 'conditions', 'network', 'include').concat(texts(body, 'conditions', 'network', 'exclude'))
      .length > 0
  )
}

/** Whether a rule holds only in some network zones, or for known devices. */
export function limitsWhere(rule: Rule): boolean {
  const { body } = rule
  return (
    limitsNetwork(rule) ||
    at(body, 'conditions', 'device', 'registered') === true ||
    at(body, 'conditions', 'device', 'managed') === true ||
    texts(body, 'conditions', 'device', 'assurance', 'include').length > 0
  )
}
