import { ActionIcon, Input, Menu, Text } from '@mantine/core'
import { IconDots, IconPlugConnected, IconPlugConnectedX, IconReplace } from '@tabler/icons-react'
import { useState } from 'react'
import type { Value } from '@keyway/engine'
import type { ValueType } from '@keyway/sdk'
import { KindMark } from '../../strip/kind-mark.tsx'
import { fieldTexts } from '../../texts/designer-fields.ts'
import { isObject } from '../../values/kind.ts'
import { previewOf } from '../../values/preview.ts'
import { outputOf } from '../editing/scope.ts'
import { referenceOf } from './constants.ts'
import classes from './fields.module.css'
import { useFormScope } from './form-scope.ts'
import { ReferencePicker } from './reference-picker.tsx'
import { clashOf, kindOfOutput } from './reference-rows.ts'
import { shortReference } from './short-reference.ts'
import { isReference } from './template-parts.ts'
import type { SharedProps } from './field-props.ts'

export interface ReferenceFieldProps extends SharedProps {
  name: string
  wanted: ValueType
}

/** Types that a value can be converted to where it is taken. */
const conversions = ['text', 'number', 'boolean', 'date', 'object', 'text[]', 'object[]'] as const

/** A value that is taken from another step as it is. */
export function ReferenceField({
  label,
  description,
  error,
  value,
  onChange,
  name,
  wanted,
}: ReferenceFieldProps) {
  const { sources } = useFormScope()
  const [isPicking, setPicking] = useState(false)
  const reference = referenceOf(value) ?? ''
  const as = isObject(value) && typeof value['as'] === 'string' ? value['as'] : null
  const output = isReference(reference) ? outputOf(sources, reference) : undefined
  const kind = output === undefined ? 'any' : kindOfOutput(output.schema, output.example)
  const clash = output === undefined || as !== null ? null : clashOf(output, wanted)
  return (
    <Input.Wrapper label={label} labelElement="div" description={description} error={error ?? clash}>
      <div className={classes['reference']}>
        <ReferencePicker
          isOpen={isPicking}
          onClose={() => setPicking(false)}
          onChoose={(chosen) => onChange({ ref: chosen, ...(as === null ? {} : { as }) })}
          wanted={wanted}
          position="bottom-start"
        >
          <button
            type="button"
            className={classes['chipButton']}
            title={reference}
            aria-label={fieldTexts.taken(name, reference)}
            onClick={() => setPicking(true)}
          >
            <KindMark kind={kind} />
            {shortReference(reference)}
          </button>
        </ReferencePicker>
        <Text size="xs" c="var(--kw-text-soft)" truncate className={classes['example'] ?? ''}>
          {output?.example === undefined ? '' : previewOf(output.example)}
        </Text>
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon aria-label={fieldTexts.actionsOf(name)}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconReplace size={15} aria-hidden />} onClick={() => setPicking(true)}>
              {fieldTexts.takeAnother}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPlugConnectedX size={15} aria-hidden />}
              onClick={() => onChange(undefined)}
            >
              {fieldTexts.disconnect}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Label>{fieldTexts.convert}</Menu.Label>
            <Menu.Item onClick={() => onChange({ ref: reference })} aria-current={as === null}>
              {fieldTexts.asItIs}
            </Menu.Item>
            {conversions.map((type) => (
              <Menu.Item
                key={type}
                onClick={() => onChange({ ref: reference, as: type })}
                aria-current={as === type}
              >
                {fieldTexts.types[type]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      {as === null ? null : (
        <Text size="xs" c="var(--kw-text-soft)">
          {fieldTexts.convertedTo(as)}
        </Text>
      )}
    </Input.Wrapper>
  )
}

/** Beside a control: takes the value from another step. */
export function TakeButton({
  label,
  wanted,
  onChange,
}: {
  label: string
  wanted: ValueType
  onChange: (value: Value) => void
}) {
  const [isPicking, setPicking] = useState(false)
  return (
    <ReferencePicker
      isOpen={isPicking}
      onClose={() => setPicking(false)}
      onChoose={(reference) => onChange({ ref: reference })}
      wanted={wanted}
    >
      <ActionIcon
        title={fieldTexts.take}
        size={34}
        aria-label={fieldTexts.takeFor(label)}
        onClick={() => setPicking(true)}
      >
        <IconPlugConnected size={16} aria-hidden />
      </ActionIcon>
    </ReferencePicker>
  )
}
