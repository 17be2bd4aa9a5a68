import { defineCheck } from '../check.ts'
import { daysSince, foundIn } from '../found.ts'
import { admins, enabled, named, roleKinds, startsWith } from '../people.ts'
import { field, question, type Question } from '../question.ts'

/** Providers of mailboxes that anybody gets. */
const freeMail = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'msn.com',
  'yahoo.com',
  'icloud.com',
  'me.com',
  'aol.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'proton.me',
  'protonmail.com',
  'mail.ru',
  'yandex.ru',
  'qq.com',
  '163.com',
]

export const unapprovedDomain = defineCheck({
  id: 'ACC-10',
  title: 'Personal or unapproved e-mail domain',
  meaning:
    'The login or an address of a user lies with a provider of private mailboxes, or outside the domains of the organisation: who holds that mailbox can reset the password.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:AC-2', 'nist:IA-4', 'mitre:T1586.002', 'cii'],
  needs: ['user'],
  uses: roleKinds,
  parameters: { freeMail: { title: 'Domains of private mailboxes', standard: freeMail } },
  remedy: {
    words: 'Correct the address; suspend the account when nobody knows the person.',
    actions: ['R-PROFILE', 'R-SUSPEND'],
    flow: 'tell-of-findings',
  },
  async find({ org, read, given, facts }) {
    const isOutside = (column: string): Question => {
      const address: Question = { texts: [`lower(${column})`], values: [] }
      const within = (domains: readonly string[]): Question => ({
        texts: ['(', ...domains.slice(1).map(() => ' or '), ')'],
        values: domains.map((domain) => question`${address} like ${`%@${domain.toLowerCase()}`}`),
      })
      const free = given.freeMail.length === 0 ? question`1 = 0` : within(given.freeMail)
      if (facts.allowedDomains.length === 0) return free
      return question`(${free} or (${address} like '%@%' and not ${within(facts.allowedDomains)}))`
    }
    const rows = await read.ask(question`
      select ${named}, u.email, a.tier from okta_users u left join ${admins(org)} a on a.user_id = u.id
      where u.org = ${org} and u.deleted_at is null and u.status in ${enabled}
        and (${isOutside('u.login')} or ${isOutside('u.email')})`)
    return foundIn(rows, 'user', (row) => ({
      reason: `${row['login']} / ${row['email']} is no address of the organisation.`,
      severity: row['tier'] === null ? 'medium' : 'high',
    }))
  },
})

const columns = new Map([
  ['manager', 'manager'],
  ['managerId', 'manager'],
  ['department', 'department'],
  ['userType', 'user_type'],
  ['employeeNumber', 'employee_number'],
  ['email', 'email'],
])

export const missingAttribute = defineCheck({
  id: 'ACC-14',
  title: 'Mandatory attribute missing',
  meaning:
    'A user lacks an attribute that rules and flows decide by: nobody takes access away when the person moves.',
  severity: 'low',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:AC-2', 'cii'],
  needs: ['user'],
  parameters: {
    mandatory: { title: 'Attributes that every user has', standard: ['manager', 'department', 'userType'] },
  },
  remedy: {
    words: 'Correct the profile, or the source it comes from.',
    actions: ['R-PROFILE'],
    flow: 'tell-of-findings',
  },
  async find({ org, read, given, facts }) {
    const { mandatory } = given
    if (mandatory.length === 0) return { status: 'not_applicable', reason: 'No attributes are mandatory.' }
    const value = (name: string): Question => {
      const column = columns.get(name)
      return column === undefined
        ? question`${field('u.body', 'profile', name)}`
        : { texts: [`u.${column}`], values: [] }
    }
    const missing: Question = {
      texts: ['(', ...mandatory.slice(1).map(() => ' || '), ')'],
      values: mandatory.map((name): Question => ({
        texts: ['case when coalesce(', `, '') = '' then '${name.replaceAll(/[^\w]/g, '')} ' else '' end`],
        values: [value(name)],
      })),
    }
    const rows = await read.ask(question`
      select * from (select ${named}, ${missing} as missing from okta_users u
        where u.org = ${org} and u.deleted_at is null and u.status in ${enabled}
          and u.login not in ${[...facts.breakGlass, '']}) w where w.missing <> ''`)
    return foundIn(rows, 'user', (row) => `Missing: ${String(row['missing']).trim().replaceAll(' ', ', ')}.`)
  },
})

export const outsideLifecycle = defineCheck({
  id: 'ACC-16',
  title: 'User outside the lifecycle rules',
  meaning:
    'An account was made by hand: no directory keeps it, no rule puts it into groups, so nothing ends it either.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:AC-2(1)'],
  needs: ['user', 'group', 'group_rule', 'group_member'],
  parameters: { exempt: { title: 'Logins that may be outside', standard: [] as readonly string[] } },
  remedy: {
    words: 'Ask who made it; put it under a rule, or suspend it.',
    actions: ['R-NOTIFY', 'R-GRPADD', 'R-SUSPEND'],
    flow: 'tell-of-findings',
  },
  async find({ org, read, given, facts }) {
    const rows = await read.ask(question`
      select ${named}, u.provider_type, u.created_at from okta_users u
      where u.org = ${org} and u.deleted_at is null and u.status in ${enabled}
        and (u.provider_type is null or u.provider_type = 'OKTA')
        and u.login not in ${[...facts.breakGlass, ...given.exempt, '']}
        and not ${startsWith('u.login', facts.serviceAccounts)}
        and not exists (select 1 from okta_group_members m
          join okta_groups g on g.org = ${org} and g.id = m.group_id and g.deleted_at is null
          where m.org = ${org} and m.user_id = u.id and (g.type = 'APP_GROUP'
            or exists (select 1 from okta_links l where l.org = ${org} and l.to_kind = 'group' and l.to_id = g.id
              and l.from_kind = 'group_rule' and l.relation = 'assigns')))`)
    return foundIn(rows, 'user', () => 'No directory, rule or import keeps this account.')
  },
})

export const oldPassword = defineCheck({
  id: 'ACC-18',
  title: 'Old password',
  meaning: 'A password that Okta keeps is years old: it had time to leak.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:IA-5(1)', 'mitre:T1078', 'ispm', 'defender', 'delinea'],
  needs: ['user'],
  uses: roleKinds,
  events: ['user.account.update_password', 'user.account.reset_password'],
  parameters: {
    days: { title: 'Days', standard: 365 },
    adminDays: { title: 'Days for administrators', standard: 180 },
  },
  remedy: { words: 'Let the password expire.', actions: ['R-EXPIREPW'], flow: 'expire-password' },
  async find({ org, now, read, given, daysAgo }) {
    const rows = await read.ask(question`
      select ${named}, u.password_changed_at, a.tier from okta_users u left join ${admins(org)} a on a.user_id = u.id
      where u.org = ${org} and u.deleted_at is null and u.status in ${enabled}
        and (u.provider_type is null or u.provider_type = 'OKTA')
        and (u.password_changed_at <= ${daysAgo(given.days)}
          or (a.tier is not null and u.password_changed_at <= ${daysAgo(given.adminDays)}))`)
    return foundIn(rows, 'user', (row) => ({
      reason: `The password is ${daysSince(Number(row['password_changed_at']), now)} days old.`,
      severity: row['tier'] === null ? 'medium' : 'high',
    }))
  },
})
