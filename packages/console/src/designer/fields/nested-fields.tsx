import { ActionIcon, Autocomplete, Button, Input } from '@mantine/core'
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState, type ComponentType, type ReactNode } from 'react'
import type { Path, Value } from '@keyway/engine'
import type { Json, JsonObject } from '@keyway/sdk'
import { humanise } from '../../strip/fields.ts'
import { fieldTexts } from '../../texts/designer-fields.ts'
import { isObject } from '../../values/kind.ts'
import { emptyOf, fieldKindOf, plainSchema } from './field-kinds.ts'
import classes from './fields.module.css'
import type { Member, SharedProps, ValueFieldProps } from './field-props.ts'

interface NestedProps extends SharedProps {
  /** The field of a value, for the values inside. */
  Inner: ComponentType<ValueFieldProps>
  name: string
  schema: JsonObject
  place: Path | null
  take: ReactNode
}

/** A list whose items are values themselves: constants, values of other steps, texts with such values. */
export function ListField({
  label,
  description,
  error,
  value,
  onChange,
  name,
  schema,
  place,
  take,
  Inner,
}: NestedProps) {
  const items = itemsOf(value)
  const itemSchema = schema['items'] ?? {}
  const empty = emptyOf[fieldKindOf(plainSchema(itemSchema))]
  const add = () => onChange([...items, empty])
  return (
    <Input.Wrapper label={label} labelElement="div" description={description} error={error}>
      <div className={classes['nested']} role="group" aria-label={name}>
        {items.map((item, at) => (
          // Items have no identity but their place.
          <div key={at} className={classes['item']}>
            <Inner
              label={fieldTexts.item(name, at + 1)}
              isBare
              schema={itemSchema}
              value={item}
              onChange={(next) => onChange(items.with(at, next ?? empty))}
              place={place === null ? null : [...place, at]}
              onEnter={add}
            />
            {at === 0 ? null : (
              <ActionIcon
                aria-label={fieldTexts.up(fieldTexts.item(name, at + 1))}
                onClick={() => onChange(raised(items, at))}
              >
                <IconArrowUp size={15} aria-hidden />
              </ActionIcon>
            )}
            <ActionIcon
              aria-label={fieldTexts.remove(fieldTexts.item(name, at + 1))}
              onClick={() => onChange(items.length === 1 ? undefined : items.toSpliced(at, 1))}
            >
              <IconTrash size={15} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <div className={classes['nestedFoot']}>
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconPlus size={13} aria-hidden />}
            aria-label={fieldTexts.addItemTo(name)}
            onClick={add}
          >
            {fieldTexts.addItem}
          </Button>
          {take}
        </div>
      </div>
    </Input.Wrapper>
  )
}

function itemsOf(value: Value | undefined): Json[] {
  if (Array.isArray(value)) return value
  return isObject(value) && Array.isArray(value['const']) ? value['const'] : []
}

function raised(items: readonly Json[], at: number): Json[] {
  const [before, moved] = [items[at - 1], items[at]]
  return before === undefined || moved === undefined ? [...items] : items.with(at - 1, moved).with(at, before)
}

/** An object whose members are values themselves. Members that are known are offered by name; others can be added. */
export function ObjectField({
  label,
  description,
  error,
  value,
  onChange,
  name,
  schema,
  place,
  take,
  Inner,
  members,
}: NestedProps & {
  members: readonly Member[]
}) {
  const object = objectOf(value)
  const known = knownMembers(schema, members)
  const left = known.filter((member) => !Object.hasOwn(object, member.name))
  const isClosed = schema['additionalProperties'] === false && members.length === 0
  const set = (key: string, next: Value | undefined) => {
    const { [key]: _, ...others } = object
    onChange(
      next === undefined
        ? Object.keys(others).length === 0
          ? undefined
          : others
        : { ...object, [key]: next },
    )
  }
  return (
    <Input.Wrapper label={label} labelElement="div" description={description} error={error}>
      <div className={classes['nested']} role="group" aria-label={name}>
        {Object.entries(object).map(([key, inner]) => {
          const memberSchema = known.find((member) => member.name === key)?.schema
          return (
            <div key={key} className={classes['item']}>
              <Inner
                label={titleOf(memberSchema) ?? key}
                schema={memberSchema}
                value={inner}
                onChange={(next) => set(key, next ?? emptyOf[fieldKindOf(plainSchema(memberSchema))])}
                place={place === null ? null : [...place, key]}
              />
              <ActionIcon aria-label={fieldTexts.remove(key)} onClick={() => set(key, undefined)}>
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            </div>
          )
        })}
        <div className={classes['nestedFoot']}>
          <AddMember
            name={name}
            offered={left}
            isClosed={isClosed}
            taken={Object.keys(object)}
            onAdd={(key) => {
              const found = known.find((member) => member.name === key)?.schema
              onChange({ ...object, [key]: emptyOf[fieldKindOf(plainSchema(found))] })
            }}
          />
          {take}
        </div>
      </div>
    </Input.Wrapper>
  )
}

function objectOf(value: Value | undefined): JsonObject {
  if (!isObject(value)) return {}
  const constant = value['const']
  return Object.keys(value).length === 1 && isObject(constant) ? constant : value
}

function knownMembers(schema: JsonObject, members: readonly Member[]): Member[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  return [...Object.entries(properties).map(([name, inner]) => ({ name, schema: inner })), ...members]
}

function titleOf(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema['title'] === 'string' ? schema['title'] : undefined
}

interface AddMemberProps {
  name: string
  offered: readonly Member[]
  isClosed: boolean
  taken: readonly string[]
  onAdd: (key: string) => void
}

/** A name to add, chosen or typed; Enter adds it. */
function AddMember({ name, offered, isClosed, taken, onAdd }: AddMemberProps) {
  const [key, setKey] = useState('')
  if (isClosed && offered.length === 0) return null
  const add = (wanted: string) => {
    const trimmed = wanted.trim()
    if (trimmed === '' || taken.includes(trimmed)) return
    if (isClosed && !offered.some((member) => member.name === trimmed)) return
    setKey('')
    onAdd(trimmed)
  }
  return (
    <>
      <Autocomplete
        size="xs"
        className={classes['addMember'] ?? ''}
        aria-label={fieldTexts.addMemberTo(name)}
        placeholder={fieldTexts.addMember}
        data={offered.map((member) => member.name)}
        renderOption={({ option }) => {
          const title = titleOf(offered.find((member) => member.name === option.value)?.schema)
          return title === undefined || title === humanise(option.value)
            ? option.value
            : `${option.value} (${title})`
        }}
        value={key}
        onChange={setKey}
        onOptionSubmit={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add(key)
        }}
        limit={60}
      />
      <ActionIcon
        aria-label={fieldTexts.addMemberTo(name)}
        disabled={key.trim() === ''}
        onClick={() => add(key)}
      >
        <IconPlus size={15} aria-hidden />
      </ActionIcon>
    </>
  )
}
