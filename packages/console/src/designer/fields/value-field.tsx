import { Text } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import type { Path } from '@keyway/engine'
import { fieldTexts } from '../../texts/designer-fields.ts'
import { useDesignerState } from '../model/use-designer.tsx'
import { constantOf, referenceOf } from './constants.ts'
import type { SharedProps, ValueFieldProps } from './field-props.ts'
import { fieldKindOf, kindOfConstant, plainSchema, wantedType } from './field-kinds.ts'
import classes from './fields.module.css'
import { useFormScope, useProblemsAt } from './form-scope.ts'
import { JsonField } from './json-field.tsx'
import { ListField, ObjectField } from './nested-fields.tsx'
import { ReferenceField, TakeButton } from './reference-field.tsx'
import { partsOf } from './template-parts.ts'
import { TextInput } from './text-input.tsx'
import { KindMenu } from './kind-menu.tsx'
import { TypedField } from './typed-field.tsx'

/** One value of a step: a constant in the control of its type, a value of another step, or a text with such values in it. */
export function ValueField(props: ValueFieldProps) {
  const { label, description = null, isRequired = false, value, onChange, place, picker } = props
  const schema = plainSchema(props.schema)
  const box = useRef<HTMLDivElement>(null)
  useLedHere(box, place)
  const problems = useProblemsAt(place)
  const error = useOwnError(problems, place)
  const kind = fieldKindOf(schema)
  const shown = kind === 'any' ? kindOfConstant(value) : kind
  const wanted = wantedType(schema)
  const shared: SharedProps = {
    label: props.isBare === true ? null : <LabelText label={label} isRequired={isRequired} />,
    description,
    error,
    value,
    onChange,
  }
  const take = (
    <>
      {kind === 'any' ? <KindMenu label={label} value={value} onChange={onChange} /> : null}
      <TakeButton label={label} wanted={wanted} onChange={onChange} />
    </>
  )
  const nothing = referenceOf(value) === undefined && value !== undefined && constantOf(value) === undefined

  const control = (): ReactNode => {
    const isText = shown === 'text' || shown === 'multiline'
    if (referenceOf(value) !== undefined && (!isText || partsOf(value) === undefined || picker !== undefined))
      return <ReferenceField {...shared} name={label} wanted={wanted} />
    if (isText && picker !== undefined && typeof (value ?? '') === 'string' && !nothing)
      return (
        <Row take={take} below={<Below {...shared} />}>
          {picker({ ...shared, description: null, error: null })}
        </Row>
      )
    if (isText && partsOf(value) !== undefined) {
      return (
        <TextInput
          {...shared}
          name={label}
          placeholder={props.placeholder ?? ''}
          lines={shown === 'multiline' ? 'many' : kind === 'any' ? 'grows' : 'one'}
          beside={kind === 'any' ? <KindMenu label={label} value={value} onChange={onChange} /> : null}
          onEnter={props.onEnter}
        />
      )
    }
    if (shown === 'list') {
      return (
        <ListField Inner={ValueField} {...shared} name={label} schema={schema} place={place} take={take} />
      )
    }
    if (shown === 'object') {
      return (
        <ObjectField
          Inner={ValueField}
          {...shared}
          name={label}
          schema={schema}
          place={place}
          members={props.members ?? []}
          take={take}
        />
      )
    }
    const constant = value === undefined ? undefined : constantOf(value)
    if (value !== undefined && constant === undefined) return <JsonField {...shared} name={label} />
    return (
      <Row take={take} below={error}>
        <TypedField
          kind={shown}
          schema={schema}
          constant={constant}
          shared={{ ...shared, error: null }}
          name={label}
        />
      </Row>
    )
  }

  return (
    <div
      ref={box}
      data-place={place === null ? undefined : JSON.stringify(place)}
      className={classes['field']}
    >
      {control()}
    </div>
  )
}

/** A control with its tools at the height of its input. */
function Row({ take, below, children }: { take: ReactNode; below: ReactNode; children: ReactNode }) {
  return (
    <>
      <div className={classes['controlRow']}>
        <div className={classes['control']}>{children}</div>
        {take}
      </div>
      {below}
    </>
  )
}

/** What is said below a control that has a help of its own. */
function Below({ description, error }: Pick<SharedProps, 'description' | 'error'>) {
  return (
    <>
      {description === null ? null : (
        <Text size="xs" c="var(--kw-text-soft)" mt={2}>
          {description}
        </Text>
      )}
      {error}
    </>
  )
}

function LabelText({ label, isRequired }: { label: string; isRequired: boolean }) {
  return (
    <>
      {label}
      {isRequired ? <span className={classes['required']}> {fieldTexts.required}</span> : null}
    </>
  )
}

/** Problems of the very place; those of parts are said at the parts. */
function useOwnError(problems: ReturnType<typeof useProblemsAt>, place: Path | null): ReactNode {
  const own = problems.filter(({ field }) => {
    const rest = place === null ? [] : field.slice(place.length)
    return rest.length === 0 || rest[0] === 'ref' || rest[0] === 'const'
  })
  if (own.length === 0) return null
  return own.map(({ message, severity }) => (
    <Text
      key={message}
      component="span"
      display="block"
      size="xs"
      c={severity === 'error' ? 'var(--kw-bad)' : 'var(--kw-doubt)'}
    >
      {message}
    </Text>
  ))
}

/** Takes the focus when a problem or a card led here. */
function useLedHere(box: React.RefObject<HTMLDivElement | null>, place: Path | null): void {
  const { key } = useFormScope()
  const focus = useDesignerState((state) => state.focus)
  useEffect(() => {
    if (focus === null || place === null || focus.step !== key) return
    const isHere = place.every((part, at) => focus.field[at] === part) && isNearest(box.current, focus.field)
    if (!isHere) return
    const control = box.current?.querySelector<HTMLElement>('[role=textbox], input, textarea, button')
    control?.focus()
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [focus, key, place, box])
}

/** Whether no field inside of this one is nearer to the place. */
function isNearest(box: HTMLElement | null, field: Path): boolean {
  const inner = [...(box?.querySelectorAll('[data-place]') ?? [])]
  return !inner.some((element) => {
    const place: unknown = JSON.parse(element.getAttribute('data-place') ?? '[]')
    return Array.isArray(place) && place.every((part, at) => field[at] === part)
  })
}
