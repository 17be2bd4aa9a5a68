import { createHmac } from 'node:crypto'
import { notFoundError, OktaError, validationError } from '../errors/okta-error.ts'
import type { IdSource } from './ids.ts'
import { newId, randomBelow } from './ids.ts'
import type { JsonObject } from './json-object.ts'
import type { Cause } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'
import type { User } from './user.ts'
import { toUserParty } from './user.ts'

const stepSeconds = 30
const maxFailures = 5
const failureWindowMs = 5 * 60 * 1000

const providers = new Map<string, readonly string[]>([
  ['token:software:totp', ['OKTA', 'GOOGLE']],
  ['email', ['OKTA']],
  ['sms', ['OKTA']],
  ['call', ['OKTA']],
  ['push', ['OKTA']],
  ['question', ['OKTA']],
  ['webauthn', ['FIDO']],
  ['token:hardware', ['YUBICO']],
  ['tac', ['OKTA']],
])

/** A second factor that a user enrolled or is about to. */
export type Factor = {
  readonly id: string
  readonly factorType: string
  readonly provider: string
  readonly status: 'PENDING_ACTIVATION' | 'ACTIVE'
  readonly created: string
  readonly lastUpdated: string
  readonly profile: JsonObject
  /** Base32 secret of a time-based factor, else the code that was sent last. */
  readonly secret: string
  /** Times of wrong codes, in milliseconds. */
  readonly failures: readonly number[]
}

export type Enrolment = { factorType: string; provider: string; profile: JsonObject; activate: boolean }

export function listFactors(org: OrgState, user: User): readonly Factor[] {
  return org.factors.get(user.id) ?? []
}

/** @throws OktaError E0000007 */
export function getFactor(org: OrgState, user: User, factorId: string): Factor {
  const factor = listFactors(org, user).find(({ id }) => id === factorId)
  if (factor === undefined) throw notFoundError('UserFactor', factorId)
  return factor
}

/** @throws OktaError E0000001 unknown kind, missing profile, or enrolled already */
export function enrolFactor(
  org: OrgState,
  { user, cause }: { user: User; cause: Cause },
  input: Enrolment,
): Factor {
  const { factorType, provider, profile } = input
  if (providers.get(factorType)?.includes(provider) !== true) {
    throw validationError('factorType', [`factorType: ${factorType} of ${provider} is not available`])
  }
  if (factorType === 'sms' || factorType === 'call') requireProfile(profile, 'phoneNumber')
  if (factorType === 'email') requireProfile(profile, 'email')
  const existing = listFactors(org, user)
  const same = existing.find((each) => each.factorType === factorType && each.provider === provider)
  if (same?.status === 'ACTIVE')
    throw validationError('factorType', ['A factor of this type is already set up.'])
  const now = org.clock().toISOString()
  const isTimed = factorType === 'token:software:totp'
  // Of a factor that needs a secret on the user's device, activation cannot be skipped.
  const isActive = factorType === 'question' || (input.activate && !isTimed && factorType !== 'push')
  const factor: Factor = {
    id: newId(org, idPrefixes.get(factorType) ?? 'opf'),
    factorType,
    provider,
    status: isActive ? 'ACTIVE' : 'PENDING_ACTIVATION',
    created: now,
    lastUpdated: now,
    profile: isTimed ? { credentialId: user.profile.login, ...profile } : profile,
    secret: isTimed ? randomBase32(org, 16) : newCode(org),
    failures: [],
  }
  org.factors.set(user.id, [...existing.filter((each) => each !== same), factor])
  if (isActive) recordFactor(org, cause, { user, factor, eventType: 'user.mfa.factor.activate' })
  return factor
}

const idPrefixes = new Map([
  ['token:software:totp', 'uft'],
  ['email', 'emf'],
  ['sms', 'mbl'],
  ['call', 'clf'],
  ['tac', 'tac'],
  ['webauthn', 'fwf'],
])

/** Whether the owner proves the factor on a device, without a code. */
export const isTappedOn = ({ factorType }: Factor) => factorType === 'push' || factorType === 'webauthn'

function requireProfile(profile: JsonObject, name: string): void {
  if (typeof profile[name] === 'string') return
  throw validationError(name, [`profile.${name}: The field cannot be left blank`])
}

export type Code = { factorId: string; passCode: string | undefined }

/** @throws OktaError E0000001 active already or no code, E0000007 unknown, E0000047 too many tries, E0000068 wrong code */
export function activateFactor(
  org: OrgState,
  { user, cause }: { user: User; cause: Cause },
  code: Code,
): Factor {
  const factor = getFactor(org, user, code.factorId)
  if (factor.status === 'ACTIVE') throw validationError('factor', ['The factor is already active.'])
  // The owner of a simulated phone scans the code at once.
  if (!isTappedOn(factor)) checkCode(org, user, { factor, passCode: code.passCode })
  const changed: Factor = {
    ...factor,
    status: 'ACTIVE',
    lastUpdated: org.clock().toISOString(),
    failures: [],
  }
  putFactor(org, user, changed)
  recordFactor(org, cause, { user, factor: changed, eventType: 'user.mfa.factor.activate' })
  return changed
}

/** Throws as activateFactor; E0000001 as well for a factor that is not active. */
export function verifyFactor(org: OrgState, { user, cause }: { user: User; cause: Cause }, code: Code): void {
  const factor = getFactor(org, user, code.factorId)
  if (factor.status !== 'ACTIVE') throw validationError('factor', ['The factor is not active.'])
  try {
    if (!isTappedOn(factor)) checkCode(org, user, { factor, passCode: code.passCode })
  } catch (thrown) {
    const outcome = { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' }
    recordFactor(org, cause, { user, factor, eventType: 'user.authentication.auth_via_mfa', outcome })
    throw thrown
  }
  recordFactor(org, cause, { user, factor, eventType: 'user.authentication.auth_via_mfa' })
}

/** A new code in the place of the one that was sent. Throws E0000001 for factors that send none or are active. */
export function resendCode(org: OrgState, user: User, factorId: string): Factor {
  const factor = getFactor(org, user, factorId)
  if (!['sms', 'call', 'email'].includes(factor.factorType) || factor.status === 'ACTIVE') {
    throw validationError('factor', ['Only a code that was sent for a pending enrolment can be sent again.'])
  }
  const changed = { ...factor, secret: newCode(org) }
  putFactor(org, user, changed)
  return changed
}

const newCode = (org: OrgState) => String(100_000 + randomBelow(org, 900_000))

/** @throws OktaError E0000007 */
export function removeFactor(
  org: OrgState,
  { user, cause }: { user: User; cause: Cause },
  factorId: string,
): void {
  const factor = getFactor(org, user, factorId)
  const rest = listFactors(org, user).filter(({ id }) => id !== factorId)
  org.factors.set(user.id, rest)
  recordFactor(org, cause, { user, factor, eventType: 'user.mfa.factor.deactivate' })
}

function checkCode(
  org: OrgState,
  user: User,
  { factor, passCode }: { factor: Factor; passCode: string | undefined },
) {
  if (passCode === undefined) throw validationError('passCode', ['passCode: The field cannot be left blank'])
  const now = org.clock().getTime()
  const recent = factor.failures.filter((at) => at > now - failureWindowMs)
  if (recent.length >= maxFailures) throw new OktaError('E0000047')
  const isTimed = factor.factorType === 'token:software:totp'
  const good = isTimed
    ? [-1, 0, 1].map((steps) => timedCode(factor.secret, now + steps * stepSeconds * 1000))
    : [factor.secret]
  if (good.includes(passCode)) return
  putFactor(org, user, { ...factor, failures: [...recent, now] })
  throw new OktaError('E0000068')
}

/** RFC 6238 with SHA-1, six digits and steps of 30 seconds, as authenticator apps compute it. */
export function timedCode(secret: string, atMs: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 1000 / stepSeconds)))
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function randomBase32(source: IdSource, length: number): string {
  return Array.from({ length }, () => base32[randomBelow(source, base32.length)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}

function putFactor(org: OrgState, user: User, factor: Factor): void {
  org.factors.set(
    user.id,
    listFactors(org, user).map((each) => (each.id === factor.id ? factor : each)),
  )
}

type FactorEvent = {
  user: User
  factor: Factor
  eventType: string
  outcome?: { result: string; reason: string }
}

function recordFactor(org: OrgState, cause: Cause, { user, factor, eventType, outcome }: FactorEvent): void {
  record(org, cause, {
    eventType,
    target: [toUserParty(user)],
    debugData: { factor: `${factor.provider}_${factor.factorType}` },
    ...(outcome === undefined ? {} : { outcome }),
  })
}
