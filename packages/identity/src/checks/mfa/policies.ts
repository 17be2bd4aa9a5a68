import { isJsonObject } from '@keyway/sdk'
import { at, text, texts } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'
import { policiesOf } from '../policies.ts'

export const weakEnrolment = defineCheck({
  id: 'MFA-10',
  title: 'Enrolment policy allows weak authenticators',
  meaning:
    'A policy lets people enrol a security question, text messages, calls or e-mail as a second factor.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'policy',
  frameworks: ['nist:IA-2(6)', 'nist:IA-5(1)', 'mitre:T1621', 'healthinsight', 'delinea'],
  needs: ['policy'],
  uses: ['authenticator', 'group_role'],
  parameters: {
    weakAuthenticators: {
      title: 'Authenticators that count as weak',
      standard: ['security_question', 'phone_number', 'okta_email'],
    },
  },
  remedy: {
    words: 'Set them to not allowed in the policy, or switch the authenticator off.',
    actions: ['R-POLICY', 'R-AUTHR'],
    flow: null,
  },
  async find({ org, read, given }) {
    const forRecovery = new Set(
      (await read.objects('authenticator'))
        .filter(({ body }) => text(body, 'settings', 'allowedFor') === 'recovery')
        .map(({ type }) => type),
    )
    const powerful = new Set(
      (
        await read.ask({
          texts: [
            "select principal_id as id from okta_role_assignments where principal_type = 'GROUP' and deleted_at is null and org = ",
            '',
          ],
          values: [org],
        })
      ).map(({ id }) => id),
    )
    return (await policiesOf(read, 'MFA_ENROLL')).flatMap(({ id, name, body }): Found[] => {
      const listed = at(body, 'settings', 'authenticators')
      const factors = at(body, 'settings', 'factors')
      const allowed = Array.isArray(listed)
        ? listed
            .filter(isJsonObject)
            .filter((one) => (text(one, 'enroll', 'self') ?? 'NOT_ALLOWED') !== 'NOT_ALLOWED')
            .map((one) => text(one, 'key') ?? '')
        : isJsonObject(factors)
          ? Object.entries(factors)
              .filter(
                ([, one]) =>
                  isJsonObject(one) && (text(one, 'enroll', 'self') ?? 'NOT_ALLOWED') !== 'NOT_ALLOWED',
              )
              .map(([factor]) => classic.get(factor) ?? factor)
          : []
      const wrong = allowed.filter((key) => given.weakAuthenticators.includes(key) && !forRecovery.has(key))
      if (wrong.length === 0) return []
      const groups = texts(body, 'conditions', 'people', 'groups', 'include')
      const isForAdmins = groups.some((group) => powerful.has(group))
      return [
        {
          kind: 'policy',
          id,
          name,
          severity: isForAdmins ? 'high' : 'medium',
          reason: `People may enrol ${wrong.join(', ')}.`,
          evidence: { allowed: wrong, forAdministrators: isForAdmins },
        },
      ]
    })
  },
})

/** Names of factors in Classic Engine. */
const classic = new Map([
  ['okta_question', 'security_question'],
  ['okta_sms', 'phone_number'],
  ['okta_call', 'phone_number'],
])

export const numberChallenge = defineCheck({
  id: 'MFA-11',
  title: 'Okta Verify number challenge not enforced',
  meaning:
    'Somebody who is asked by push only has to tap. With a number to choose, tired taps on an attacker’s request fail.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'authenticator',
  frameworks: ['nist:IA-2(8)', 'mitre:T1621', 'cii'],
  needs: ['authenticator'],
  parameters: {},
  remedy: {
    words: 'Set the number challenge of Okta Verify to always, and ask for user verification.',
    actions: ['R-AUTHR'],
    flow: null,
  },
  async find({ read }) {
    const verify = (await read.objects('authenticator')).filter(
      ({ type, status }) => type === 'okta_verify' && status === 'ACTIVE',
    )
    if (verify.length === 0) return { status: 'not_applicable', reason: 'Okta Verify is not in use.' }
    return verify.flatMap(({ id, name, body }): Found[] => {
      const required = text(body, 'settings', 'channelBinding', 'required') ?? 'NEVER'
      const verification = text(body, 'settings', 'userVerification') ?? 'unset'
      const isWeak = verification === 'DISCOURAGED' || verification === 'unset'
      if (required === 'ALWAYS' && !isWeak) return []
      return [
        {
          kind: 'authenticator',
          id,
          name,
          severity: required === 'NEVER' ? 'medium' : 'low',
          reason:
            required === 'ALWAYS'
              ? `User verification is ${verification}.`
              : `The number challenge is required ${required}.`,
          evidence: { required, userVerification: verification },
        },
      ]
    })
  },
})

/** Events that tell more of a sign-in than its password. */
const proofEvents = [
  'user.authentication.auth_via_mfa',
  'user.authentication.auth_via_IDP',
  'user.authentication.auth_via_inbound_SAML',
]

export const singleFactorSeen = defineCheck({
  id: 'MFA-12',
  title: 'Single-factor sign-ins observed',
  meaning: 'Somebody signed in, and the session shows no second factor and no other identity provider.',
  severity: 'medium',
  tier: 'extended',
  basis: 'event',
  about: 'user',
  frameworks: ['nist:IA-2', 'mitre:T1078'],
  needs: ['user'],
  events: ['user.session.start', ...proofEvents],
  parameters: {
    windowDays: { title: 'Days to look back', standard: 30 },
    least: { title: 'Such sign-ins at least', standard: 1 },
  },
  remedy: {
    words: 'Tighten the policy of the app, see ACS-07.',
    actions: ['R-RULE', 'R-NOTIFY'],
    flow: null,
  },
  async find({ org, read, given, daysAgo }) {
    const since = daysAgo(given.windowDays)
    const proofs = await read.events({ types: proofEvents, since })
    const ofFactors = proofs.filter(({ type }) => type === 'user.authentication.auth_via_mfa')
    // Without any the org's log of factors is not kept here, and its absence says nothing.
    if (ofFactors.length === 0) return { status: 'unknown', reason: 'No events of second factors are kept.' }
    const proven = new Set(
      proofs
        .filter(({ payload }) => text(payload, 'outcome', 'result') === 'SUCCESS')
        .map(({ payload }) => text(payload, 'authenticationContext', 'externalSessionId')),
    )
    const from = Math.min(...ofFactors.map(({ at: moment }) => moment))
    const counts = new Map<string, { name: string; count: number; eventId: string }>()
    for (const { id, at: moment, payload } of await read.events({ types: ['user.session.start'], since })) {
      const session = text(payload, 'authenticationContext', 'externalSessionId')
      const actor = at(payload, 'actor')
      if (moment < from || session === null || proven.has(session) || !isJsonObject(actor)) continue
      if (text(payload, 'outcome', 'result') !== 'SUCCESS' || text(actor, 'type') !== 'User') continue
      const user = text(actor, 'id') ?? ''
      const known = counts.get(user)
      counts.set(user, {
        name: text(actor, 'displayName') ?? user,
        count: (known?.count ?? 0) + 1,
        eventId: id,
      })
    }
    return [...counts]
      .filter(([, { count }]) => count >= given.least)
      .map(([id, { name, count, eventId }]) => ({
        kind: 'user',
        id,
        name,
        reason: `${count} sign-ins without a second factor.`,
        evidence: { signIns: count, event: eventId, org },
      }))
  },
})
