import { ActionIcon, Menu } from '@mantine/core'
import type { Value } from '@keyway/engine'
import { KindMark } from '../../strip/kind-mark.tsx'
import { fieldTexts } from '../../texts/designer-fields.ts'
import { toCopyText } from '../../values/preview.ts'
import { constantOf, referenceOf, toConstant } from './constants.ts'
import { emptyOf, kindOfConstant } from './field-kinds.ts'
import type { SharedProps } from './field-props.ts'

const anyKinds = ['text', 'number', 'boolean', 'list', 'object'] as const

/** For a value of any type: which type is typed. */
export function KindMenu({
  label,
  value,
  onChange,
}: { label: string } & Pick<SharedProps, 'value' | 'onChange'>) {
  const shown = kindOfConstant(value)
  const kind = shown === 'multiline' || shown === 'date' ? 'text' : shown
  if (referenceOf(value) !== undefined) return null
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon
          title={fieldTexts.kindIs(fieldTexts.kinds[kind])}
          size={34}
          aria-label={fieldTexts.kindOf(label, fieldTexts.kinds[kind])}
        >
          <KindMark kind={kind} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {anyKinds.map((one) => (
          <Menu.Item
            key={one}
            leftSection={<KindMark kind={one} />}
            aria-current={one === kind}
            onClick={() => {
              if (one !== kind) onChange(converted(value, one))
            }}
          >
            {fieldTexts.kinds[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What was typed goes along where it can. */
function converted(value: Value | undefined, kind: (typeof anyKinds)[number]): Value {
  const constant = value === undefined ? undefined : constantOf(value)
  if (kind === 'list' && constant !== undefined && constant !== '') return [toConstant(constant)]
  if (kind === 'text' && constant !== undefined && typeof constant !== 'object')
    return toConstant(toCopyText(constant))
  const number = Number(constant)
  return kind === 'number' && typeof constant === 'string' && constant !== '' && !Number.isNaN(number)
    ? number
    : emptyOf[kind]
}
