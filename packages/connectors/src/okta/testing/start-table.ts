import { listen } from '@keyway/connectors/testing'
import { startOrg, type TestOrg } from './start-org.ts'

/** The org of the table test, and what it calls. */
export interface TableOrg extends TestOrg {
  /** Address of a receiver of event hooks that passes its verification. */
  receiver: string
  close: () => Promise<void>
}

export async function startTable(): Promise<TableOrg> {
  const org = await startOrg({ seed: true, allowHttpHooks: true, randomSeed: 7 })
  const receiver = await listen(({ headers }) => ({
    body: { verification: headers['x-okta-verification-challenge'] ?? '' },
  }))
  return {
    ...org,
    receiver: `${receiver.url}/okta`,
    async close() {
      await org.sim.close()
      await receiver.close()
    },
  }
}
