import { defineCheck } from '../check.ts'
import { foundIn } from '../found.ts'
import { enabled, named } from '../people.ts'
import { field, question } from '../question.ts'

export const leftAccordingToHr = defineCheck({
  id: 'ACC-06',
  title: 'Left the company according to HR, still enabled in Okta',
  meaning: 'The attributes that personnel keeps say that a person has left, and the account still works.',
  severity: 'critical',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:PS-4', 'nist:AC-2', 'mitre:T1078', 'delinea'],
  needs: ['user'],
  parameters: {
    statusAttribute: {
      title: 'Attribute with the state of employment (one; empty: none)',
      standard: ['employmentStatus'],
    },
    leftValues: {
      title: 'Its values for somebody who left',
      standard: ['terminated', 'left', 'inactive', 'former'],
    },
    endDateAttribute: {
      title: 'Attribute with the last day (one; empty: none)',
      standard: ['terminationDate'],
    },
    graceHours: { title: 'Hours after the last day', standard: 24 },
  },
  remedy: {
    words: 'End the sessions, deactivate the account, revoke tokens and grants.',
    actions: ['R-KILLSESS', 'R-DEACT', 'R-TOKREV', 'R-OAUTHREV'],
    flow: 'deactivate-user',
  },
  async find({ org, now, read, given }) {
    const status = question`lower(${field('u.body', 'profile', given.statusAttribute[0] ?? '')})`
    const end = question`${field('u.body', 'profile', given.endDateAttribute[0] ?? '')}`
    const [known] = await read.ask(question`
      select count(*) as users from okta_users u where u.org = ${org} and u.deleted_at is null
        and (${status} is not null or ${end} is not null)`)
    if (Number(known?.['users'] ?? 0) === 0)
      return {
        status: 'not_applicable',
        reason: 'No user has an attribute of personnel; say which in the parameters.',
      }
    // Dates are compared as texts: ISO 8601 sorts by time.
    const before = new Date(now - given.graceHours * 3_600_000).toISOString()
    const rows = await read.ask(question`
      select ${named}, ${status} as employment, ${end} as ended_on from okta_users u
      where u.org = ${org} and u.deleted_at is null and u.status in ${enabled}
        and (${status} in ${[...given.leftValues.map((value) => value.toLowerCase()), '']}
          or (${end} <> '' and ${end} < ${before}))`)
    return foundIn(rows, 'user', (row) =>
      row['ended_on'] === null
        ? `Personnel says: ${row['employment']}.`
        : `The last day was ${row['ended_on']}.`,
    )
  },
})

export const leftAppAccount = defineCheck({
  id: 'ACC-05',
  title: 'App account left after off-boarding',
  meaning: 'Somebody was deactivated in Okta, and an account in an app that Okta provisions is still there.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'app_user',
  frameworks: ['nist:AC-2(3)', 'nist:PS-4', 'mitre:T1078', 'cii', 'delinea'],
  needs: ['user', 'app', 'app_user'],
  events: ['application.provision.user.deactivate'],
  parameters: {},
  remedy: {
    words: 'Take the assignment away again; ask the app’s owner where that fails.',
    actions: ['R-UNASSIGN', 'R-OAUTHREV'],
    flow: 'unassign-app',
  },
  async find({ org, read }) {
    const rows = await read.ask(question`
      select x.app_id || '/' || x.user_id as id, u.login || ' in ' || a.label as name, u.login, u.id as user_id,
        a.id as app_id, a.label as app, x.status, x.sync_state
      from okta_app_users x join okta_users u on u.org = ${org} and u.id = x.user_id
      join okta_apps a on a.org = ${org} and a.id = x.app_id and a.deleted_at is null and a.status = 'ACTIVE'
      where x.org = ${org} and x.deleted_at is null and u.status = 'DEPROVISIONED' and a.features like '%PUSH_%'
        and (x.status not in ('DEPROVISIONED', 'INACTIVE', 'SUSPENDED', 'REVOKED', 'UNASSIGNED')
          or x.sync_state in ('ERROR', 'OUT_OF_SYNC'))`)
    return foundIn(rows, 'app_user', (row) => `The account in ${row['app']} is ${row['status']}.`)
  },
})
