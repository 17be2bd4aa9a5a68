import { InputError, type z } from '@keyway/sdk'

/** Parses one part of an export. @throws InputError naming the place and the first thing that is wrong there. */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: string,
): z.output<Schema> {
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  const issue = checked.error.issues[0]
  const path = issue === undefined ? '' : issue.path.map(String).join('.')
  throw new InputError(
    `${place}${path === '' ? '' : `, at ${path}`}: ${issue?.message ?? 'unexpected shape'}. ` +
      'Expected the shape that Okta Workflows exports; nothing is imported.',
  )
}
