import { defineCheck } from '../check.ts'
import { foundIn } from '../found.ts'
import { admins, named, off, roleKinds } from '../people.ts'
import { question } from '../question.ts'

export const disabledAdmin = defineCheck({
  id: 'PRV-03',
  title: 'Disabled user still holds an admin role',
  meaning:
    'A suspended or deactivated user still has an admin role: whoever reactivates the account has it too.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:AC-2(3)', 'nist:AC-6', 'mitre:T1078', 'delinea'],
  needs: ['user', ...roleKinds],
  parameters: {},
  remedy: {
    words: 'Take the role away.',
    actions: ['R-ROLEDEL-U', 'R-BINDDEL', 'R-GRPDEL'],
    flow: null,
  },
  async find({ org, read }) {
    const rows = await read.ask(question`
      select ${named}, a.role from ${admins(org)} a join okta_users u on u.org = ${org} and u.id = a.user_id
      where u.status in ${off}`)
    return foundIn(rows, 'user', (row) => `${row['status']}, and holds ${row['role']}.`)
  },
})
