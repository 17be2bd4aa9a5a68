import { field, isJsonObject, z } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { requiredText } from '../input.ts'

export const ruleName = field(requiredText().max(50, 'A name has 50 characters at most.'), { title: 'Name' })

export const ruleExpression = field(requiredText(), {
  title: 'Expression',
  description: "In Okta's expression language; whom it is true for is put into the groups.",
  placeholder: 'user.department=="Finance"',
})

export const excludedUsers = {
  title: 'Excluded users',
  description: 'Ids of users whom the rule leaves alone.',
} as const

/** The conditions of a rule as they are, with what is given changed in them. */
export function ruleConditions(
  conditions: Json | undefined,
  change: { expression?: string | undefined; excludedUsers?: readonly string[] | undefined },
): JsonObject {
  const found = isJsonObject(conditions) ? conditions : {}
  const people = isJsonObject(found['people']) ? found['people'] : {}
  return {
    ...found,
    ...(change.expression === undefined
      ? {}
      : { expression: { type: 'urn:okta:expression:1.0', value: change.expression } }),
    ...(change.excludedUsers === undefined
      ? {}
      : { people: { groups: { exclude: [] }, ...people, users: { exclude: [...change.excludedUsers] } } }),
  }
}

/** The expression and the excluded users of a rule. */
export function readConditions(conditions: JsonObject): { expression: string; excludedUsers: string[] } {
  const { expression, people } = z
    .object({
      expression: z.object({ value: z.string() }).catch({ value: '' }),
      people: z
        .object({ users: z.object({ exclude: z.array(z.string()) }) })
        .catch({ users: { exclude: [] } }),
    })
    .parse(conditions)
  return { expression: expression.value, excludedUsers: people.users.exclude }
}
