import { Button, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { connections } from '@keyway/api'
import type { Path, Value } from '@keyway/engine'
import type { Json, JsonObject } from '@keyway/sdk'
import { useAnswer } from '../../app/requests.ts'
import { humanise } from '../../strip/fields.ts'
import { stepTexts } from '../../texts/designer-steps.ts'
import { isObject } from '../../values/kind.ts'
import { constantOf } from './constants.ts'
import { plainSchema, wordsOf } from './field-kinds.ts'
import { useSet } from './form-scope.ts'
import { OptionField } from './option-field.tsx'
import type { Member } from './field-props.ts'
import { ValueField } from './value-field.tsx'

/** An action as the other side is asked about it. */
export interface AskedAction {
  use: string
  /** The connection that the flow's name is bound to; null where it is bound to none, and nothing can be asked. */
  connectionId: string | null
}

export interface InputFieldsProps {
  /** JSON Schema of all inputs. */
  schema: JsonObject
  values: Readonly<Record<string, Value>>
  /** Where the inputs stand in the step: `['with']`. */
  place: Path
  action: AskedAction | null
}

/** The inputs of a card, an action or a helper: those that are required or set, and the others one click away. */
export function InputFields({ schema, values, place, action }: InputFieldsProps) {
  const [isWhole, setWhole] = useState(false)
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const declared = Object.keys(properties)
  const extra = Object.keys(values).filter((name) => !declared.includes(name))
  const isMain = (name: string): boolean =>
    Object.hasOwn(values, name) || (required.includes(name) && defaultOf(properties[name]) === undefined)
  const mainCount = declared.filter(isMain).length
  const isShort = declared.length <= 6 || isWhole
  const shown = declared.filter((name) => isShort || isMain(name) || mainCount === 0)
  return (
    <Stack gap={14}>
      {[...shown, ...extra].map((name) => (
        <InputField
          key={name}
          name={name}
          schema={properties[name]}
          values={values}
          place={place}
          isRequired={required.includes(name) && defaultOf(properties[name]) === undefined}
          action={action}
        />
      ))}
      {shown.length === declared.length ? null : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setWhole(true)}
          style={{ alignSelf: 'start' }}
        >
          {stepTexts.moreInputs(declared.length - shown.length)}
        </Button>
      )}
    </Stack>
  )
}

function defaultOf(schema: Json | undefined): Json | undefined {
  return isObject(schema) ? schema['default'] : undefined
}

interface InputFieldProps extends Pick<InputFieldsProps, 'values' | 'place' | 'action'> {
  name: string
  schema: Json | undefined
  isRequired: boolean
}

function InputField({ name, schema, values, place, isRequired, action }: InputFieldProps) {
  const set = useSet()
  const plain = plainSchema(schema)
  const { title, description, placeholder } = wordsOf(name, plain, humanise)
  const at = useMemo(() => [...place, name], [place, name])
  const others = useMemo(() => JSON.stringify(constantInputs(values, name)), [values, name])
  const isDynamic = plain['x-dynamic-fields'] !== undefined
  const members = useMembers(isDynamic ? action : null, name, others)
  const canAsk = plain['x-options'] === true && action !== null && action.connectionId !== null
  return (
    <ValueField
      label={title}
      description={description}
      placeholder={placeholder}
      isRequired={isRequired}
      schema={schema}
      value={values[name]}
      onChange={(value) => set(at, value)}
      place={at}
      members={members}
      picker={
        canAsk
          ? (shared) => <OptionField {...shared} name={title} field={name} others={others} action={action} />
          : undefined
      }
    />
  )
}

/** The other inputs, as far as they are constants: what choices may depend on. */
function constantInputs(values: Readonly<Record<string, Value>>, but: string): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, Json][] => {
      const constant = name === but ? undefined : constantOf(value)
      return constant === undefined ? [] : [[name, constant]]
    }),
  )
}

const noMembers: readonly Member[] = []

/** What the other side knows to put into an object. */
function useMembers(action: AskedAction | null, field: string, inputs: string): readonly Member[] {
  const { data } = useAnswer(
    connections.readFields,
    {
      params: { connectionId: action?.connectionId ?? '' },
      query: { action: action?.use ?? '', field, inputs },
    },
    { enabled: action !== null && action.connectionId !== null },
  )
  return useMemo(
    () =>
      data?.fields
        .filter(({ isReadOnly }) => !isReadOnly)
        .map(({ name, title, type, choices }) => ({
          name,
          schema: memberSchema({ title, type, choices }),
        })) ?? noMembers,
    [data],
  )
}

const schemaTypes = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  list: 'array',
  object: 'object',
} as const

function memberSchema(member: {
  title: string
  type: keyof typeof schemaTypes
  choices: readonly { value: string | number; label: string }[] | undefined
}): Json {
  const { title, type, choices } = member
  if (choices === undefined || choices.length === 0) return { title, type: schemaTypes[type] }
  return {
    title,
    type: schemaTypes[type],
    enum: choices.map(({ value }) => value),
    'x-labels': Object.fromEntries(choices.map(({ value, label }) => [String(value), label])),
  }
}
