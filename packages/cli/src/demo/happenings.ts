import { callOkta, type OtherSystems, type Person } from './other-systems.ts'
import type { DemoTargets } from './set-up.ts'

const newColleagues = [
  'Nora Lund',
  'Omar Haddad',
  'Ivy Chen',
  'Paulo Silva',
  'Freya Olsen',
  'Kofi Mensah',
  'Lena Vogt',
]
const departments = ['Engineering', 'Finance', 'Sales', 'IT']

/** What happens at Acme, one thing after the other, so that each demo flow has something to do. */
export function createHappenings(systems: OtherSystems, { form }: DemoTargets) {
  const { okta, people } = systems
  let count = 0
  const someone = (offset: number): Person => pick(people, count * 3 + offset)

  const happenings: readonly (() => Promise<void> | void)[] = [
    function breachedPassword() {
      okta.org.emit({
        eventType: 'security.breached_credential.detected',
        ...about(someone(0)),
        outcome: { result: 'SUCCESS' },
      })
    },
    function morningSignIns() {
      const arrivals = [0, 1, 2, 3].map((offset) => ({
        eventType: 'user.session.start',
        ...about(someone(offset)),
        outcome: { result: offset === 3 ? 'FAILURE' : 'SUCCESS' },
      }))
      okta.org.emitBatch(arrivals)
    },
    async function suspiciousActivity() {
      const person = someone(1)
      // The flow suspends; whoever was suspended in an earlier round is back by now.
      if (okta.org.findUser(person.id)?.status === 'SUSPENDED') {
        await callOkta(okta, { method: 'POST', path: `/users/${person.id}/lifecycle/unsuspend` })
      }
      okta.org.signIn(person.id)
      okta.org.emit({
        eventType: 'user.account.report_suspicious_activity_by_enduser',
        ...about(person),
        client: { ipAddress: '203.0.113.24' },
      })
    },
    async function newColleague() {
      const [firstName = '', lastName = ''] = pick(newColleagues, count).split(' ')
      const email = `${firstName}.${lastName}.${count}@acme.test`.toLowerCase()
      await fetch(form.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-client-token': form.token },
        body: JSON.stringify({ firstName, lastName, email, department: pick(departments, count) }),
      })
    },
  ]
  return {
    /** Lets the next thing happen. */
    async next(): Promise<void> {
      const happening = pick(happenings, count)
      await happening()
      count += 1
    },
  }
}

function pick<Item>(list: readonly Item[], index: number): Item {
  const item = list[index % list.length]
  if (item === undefined) throw new Error('The demo has nobody to tell about.')
  return item
}

function about({ id, login, name }: Person) {
  const party = { id, type: 'User', alternateId: login, displayName: name }
  return { actor: party, target: [party] }
}
