import { flag, text } from '../../inventory/read.ts'
import { defineCheck } from '../check.ts'
import { daysSince, foundIn } from '../found.ts'
import { question } from '../question.ts'
import { passwordModes } from './sensitive.ts'
import { foundApp } from './found-app.ts'

const updates = ['application.lifecycle.update', 'application.lifecycle.create']

export const sharedCredentials = defineCheck({
  id: 'ACS-05',
  title: 'Password app with shared credentials',
  meaning:
    'Everybody signs in to an app with the same name and password: nobody can tell who did what, and leavers know it.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:IA-2', 'nist:IA-4', 'mitre:T1078', 'healthinsight'],
  needs: ['app', 'app_user'],
  parameters: { users: { title: 'Users at least', standard: 2 } },
  remedy: {
    words: 'Move it to SAML or OIDC, and change the password after each leaver.',
    actions: ['R-MANUAL'],
    flow: null,
  },
  async find({ org, read, given }) {
    const shared = (await read.apps()).filter(
      ({ status, sign_on_mode, body }) =>
        status === 'ACTIVE' &&
        passwordModes.includes(sign_on_mode ?? '') &&
        text(body, 'credentials', 'scheme') === 'SHARED_USERNAME_AND_PASSWORD',
    )
    if (shared.length === 0) return []
    const rows =
      await read.ask(question`select app_id, count(*) as users from okta_app_users where org = ${org}
      and deleted_at is null and app_id in ${shared.map(({ id }) => id)} group by app_id`)
    const users = new Map(rows.map((row) => [row['app_id'], Number(row['users'])]))
    return shared
      .filter(({ id }) => (users.get(id) ?? 0) >= given.users)
      .map((app) =>
        foundApp(app, {
          reason: `${users.get(app.id) ?? 0} people share one password.`,
          evidence: {
            scheme: 'SHARED_USERNAME_AND_PASSWORD',
            users: users.get(app.id) ?? 0,
          },
        }),
      )
  },
})

export const passwordShown = defineCheck({
  id: 'ACS-06',
  title: 'Password app where federation is possible, or password can be shown',
  meaning:
    'An app takes passwords although it is known to speak SAML or OIDC, or shows its password to people.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:IA-5', 'nist:IA-8', 'mitre:T1555', 'healthinsight'],
  needs: ['app'],
  events: updates,
  parameters: {
    federates: {
      title: 'Catalogue names of apps that speak SAML or OIDC',
      standard: [
        'slack',
        'salesforce',
        'zoomus',
        'dropbox_for_business',
        'github_enterprise',
        'atlassian',
        'box_net',
        'workday',
        'servicenow_ud',
        'zendesk',
        'google',
        'office365',
        'docusign',
        'hubspot',
        'netsuite',
      ],
    },
    allowed: { title: 'Apps that may', standard: [] as readonly string[] },
  },
  remedy: {
    words: 'Hide the password, and move the app to SAML or OIDC.',
    actions: ['R-APPUPD'],
    flow: null,
  },
  async find({ read, given }) {
    return (await read.apps())
      .filter(
        ({ id, name, label, status, sign_on_mode }) =>
          status === 'ACTIVE' &&
          passwordModes.includes(sign_on_mode ?? '') &&
          ![id, name, label].some((one) => given.allowed.includes(one)),
      )
      .flatMap((app) => {
        const reveals = flag(app.body, 'credentials', 'revealPassword') === 1
        const federates = given.federates.some((name) => app.name === name || app.name === `${name}_swa`)
        if (!reveals && !federates) return []
        return [
          foundApp(app, {
            reason: reveals ? 'It shows its password to people.' : 'It takes passwords and could federate.',
            evidence: { revealPassword: reveals, signOnMode: app.sign_on_mode },
          }),
        ]
      })
  },
})

export const passwordsPushed = defineCheck({
  id: 'ACS-11',
  title: 'Passwords are pushed to applications',
  meaning: 'Okta sends passwords of people to an app. Whoever controls that app reads them.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:IA-5(1)', 'nist:SC-8', 'mitre:T1555', 'mitre:T1556', 'authomize', 'delinea'],
  needs: ['app'],
  events: [...updates, 'application.provision.user.push_password'],
  parameters: { newAppDays: { title: 'Days in which an app is new', standard: 30 } },
  remedy: {
    words: 'Switch the feature off; change the passwords of those who had the app.',
    actions: ['R-APPUPD', 'R-APPOFF', 'R-RESETPW'],
    flow: 'deactivate-app',
  },
  async find({ read, given, daysAgo }) {
    return (await read.apps())
      .filter(({ status }) => status === 'ACTIVE')
      .flatMap((app) => {
        const pushes = app.features.includes('PUSH_PASSWORD_UPDATES')
        const syncs = text(app.body, 'credentials', 'scheme') === 'EXTERNAL_PASSWORD_SYNC'
        if (!pushes && !syncs) return []
        const isNew = (app.created_at ?? 0) > daysAgo(given.newAppDays)
        const isGeneric = /scim|template|http/i.test(app.name)
        return [
          foundApp(app, {
            reason: pushes ? 'Okta pushes passwords to it.' : 'It gets the passwords of Okta.',
            evidence: { feature: pushes, isNew, isGeneric },
            severity: isNew || isGeneric ? 'critical' : 'high',
          }),
        ]
      })
  },
})

export const oldSecrets = defineCheck({
  id: 'ACS-15',
  title: 'Old, multiple or unused OAuth client secrets and keys',
  meaning: 'A client’s secret was not changed for long, or an older one still works beside the new one.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:IA-5', 'nist:SC-12', 'mitre:T1528', 'ispm'],
  needs: ['app', 'client_secret'],
  events: ['app.oauth2.client.lifecycle.update'],
  parameters: {
    days: { title: 'Days that a secret may live', standard: 180 },
    overlapDays: { title: 'Days that two may live beside each other', standard: 14 },
  },
  remedy: {
    words: 'Make a new secret, deactivate the old one, delete it.',
    actions: ['R-SECRET'],
    flow: null,
  },
  async find({ read, given, now, daysAgo }) {
    const secrets = (await read.objects('client_secret')).filter(({ status }) => status === 'ACTIVE')
    return (await read.apps())
      .filter(({ status }) => status === 'ACTIVE')
      .flatMap((app) => {
        const own = secrets
          .filter(({ parent_id }) => parent_id === app.id)
          .toSorted((a, b) => (a.created_at ?? 0) - (b.created_at ?? 0))
        const [oldest] = own
        const newest = own.at(-1)
        if (oldest === undefined || newest === undefined) return []
        const isOld = (oldest.created_at ?? now) < daysAgo(given.days)
        const isDouble = own.length > 1 && (newest.created_at ?? now) < daysAgo(given.overlapDays)
        if (!isOld && !isDouble) return []
        const days = daysSince(oldest.created_at ?? now, now)
        return [
          foundApp(app, {
            reason: isOld ? `A secret is ${days} days old.` : `${own.length} secrets work.`,
            evidence: {
              secrets: own.length,
              oldest: oldest.id,
              oldestDays: days,
            },
          }),
        ]
      })
  },
})

export const signingKeys = defineCheck({
  id: 'ACS-16',
  title: 'Signing certificate expiring or weak',
  meaning:
    'The certificate of an app or identity provider ends soon: then nobody can sign in. Or it has lived too long.',
  severity: 'low',
  tier: 'extended',
  basis: 'state',
  about: 'app_key',
  frameworks: ['nist:SC-12', 'nist:SC-17'],
  needs: ['app', 'app_key', 'idp_key'],
  parameters: {
    days: { title: 'Days before the end', standard: 45 },
    soonDays: { title: 'Days before the end that are high', standard: 7 },
  },
  remedy: { words: 'Make a new key and roll it out.', actions: ['R-NOTIFY'], flow: 'tell-of-findings' },
  async find({ org, read, given, now }) {
    const rows = await read.ask(question`
      select k.id, coalesce(a.label, k.name) as name, k.kind as key_kind, k.expires_at, a.id as app_id from okta_objects k
      left join okta_apps a on a.org = ${org} and a.id = k.parent_id and k.kind = 'app_key'
      where k.org = ${org} and k.kind in ('app_key', 'idp_key') and k.deleted_at is null
        and (a.id is null or (a.status = 'ACTIVE' and a.deleted_at is null))
        and k.expires_at < ${now + given.days * 86_400_000}`)
    return foundIn(rows, 'app_key', (row) => {
      const days = -daysSince(Number(row['expires_at']), now)
      return {
        reason: days < 0 ? 'It has ended.' : `It ends in ${days} days.`,
        severity: days < given.soonDays ? 'high' : 'low',
      }
    })
  },
})
