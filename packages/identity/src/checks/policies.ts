import type { InventoryReader, StoredApp, StoredObject } from './reader.ts'

export interface PolicyWithRules extends StoredObject {
  /** Those that are active, the first that is tried first. */
  rules: readonly StoredObject[]
}

/** Active policies of a type with their active rules. */
export async function policiesOf(read: InventoryReader, type: string): Promise<PolicyWithRules[]> {
  const rules = await read.objects('policy_rule')
  return (await read.objects('policy'))
    .filter((policy) => policy.type === type && policy.status !== 'INACTIVE')
    .map((policy) => ({
      ...policy,
      rules: rules
        .filter(({ parent_id, status }) => parent_id === policy.id && status !== 'INACTIVE')
        .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0)),
    }))
}

/** The app that Okta calls so, and the policy that lets people in. */
export async function appWithPolicy(
  read: InventoryReader,
  name: string,
): Promise<{ app: StoredApp; policy: PolicyWithRules | undefined } | undefined> {
  const app = (await read.apps()).find((one) => one.name === name)
  if (app === undefined) return undefined
  const policies = await policiesOf(read, 'ACCESS_POLICY')
  return { app, policy: policies.find(({ id }) => id === app.policy_id) }
}
