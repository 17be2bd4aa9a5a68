import { defineCheck } from '../check.ts'
import { foundIn } from '../found.ts'
import { enabled } from '../people.ts'
import { question } from '../question.ts'

export const sharedPhone = defineCheck({
  id: 'MFA-07',
  title: 'Same phone number on several accounts',
  meaning:
    'One phone proves several people. Attackers who take accounts over enrol their own phone on each of them.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:IA-4', 'nist:IA-5', 'mitre:T1556.006', 'mitre:T1098.005', 'cii'],
  needs: ['user', 'factor'],
  parameters: {
    users: { title: 'Users with the same number', standard: 2 },
    allowed: { title: 'Numbers that may be shared', standard: [] as readonly string[] },
  },
  remedy: {
    words: 'Ask both people; remove the newer enrolment and end its sessions.',
    actions: ['R-NOTIFY', 'R-DELFACTOR', 'R-KILLSESS'],
    flow: 'remove-finding-factor',
  },
  // The user who enrolled the number last is named: usually the enrolment that should not be.
  async find({ org, read, given }) {
    const rows = await read.ask(question`
      select u.id, u.name, u.login, f.id as factor_id, f.phone, f.created_at as enrolled_at, d.users
      from (select g.phone, count(distinct g.user_id) as users, max(g.created_at) as newest
        from okta_factors g join okta_users v on v.org = ${org} and v.id = g.user_id and v.status in ${enabled}
          and v.deleted_at is null
        where g.org = ${org} and g.type in ('sms', 'call') and g.status = 'ACTIVE' and g.phone is not null
          and g.deleted_at is null and g.phone not in ${[...given.allowed, '']}
        group by g.phone having count(distinct g.user_id) >= ${given.users}) d
      join okta_factors f on f.org = ${org} and f.phone = d.phone and f.created_at = d.newest
        and f.status = 'ACTIVE' and f.deleted_at is null
      join okta_users u on u.org = ${org} and u.id = f.user_id and u.deleted_at is null`)
    return foundIn(rows, 'user', (row) => `${row['phone']} is a factor of ${row['users']} users.`)
  },
})

export const sharedDevice = defineCheck({
  id: 'MFA-08',
  title: 'Same device enrolled by several users',
  meaning: 'One device holds the factors of several users. A kiosk may, a phone should not.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'device',
  frameworks: ['nist:IA-4', 'mitre:T1556.006', 'mitre:T1098.005', 'cii'],
  needs: ['user', 'device', 'device_user'],
  events: ['device.user.add', 'device.user.remove'],
  parameters: {
    users: { title: 'Users of one device', standard: 2 },
    allowed: { title: 'Ids of devices that may be shared', standard: [] as readonly string[] },
  },
  remedy: {
    words: 'Ask the users; suspend the device and remove the enrolment that is not its owner’s.',
    actions: ['R-DELFACTOR', 'R-DEVICE', 'R-NOTIFY'],
    flow: 'suspend-device',
  },
  async find({ org, read, given }) {
    const rows = await read.ask(question`
      select d.id, d.name, d.type as platform, count(distinct u.id) as users, min(u.login) as one_user,
        max(u.login) as other_user
      from okta_objects d join okta_objects x on x.org = ${org} and x.kind = 'device_user' and x.parent_id = d.id
        and x.deleted_at is null
      join okta_users u on u.org = ${org} and u.id = x.subject_id and u.status in ${enabled} and u.deleted_at is null
      where d.org = ${org} and d.kind = 'device' and d.deleted_at is null and d.id not in ${[...given.allowed, '']}
        and (d.status is null or d.status = 'ACTIVE')
      group by d.id, d.name, d.type having count(distinct u.id) >= ${given.users}`)
    return foundIn(rows, 'device', (row) => `${row['users']} users enrolled it.`)
  },
})
