import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { IfStep, SwitchStep } from '@keyway/engine'
import type { ValueType } from '@keyway/sdk'
import { stepTexts } from '../../texts/designer-steps.ts'
import { addableBranches, addBranch, moveBranch, removeBranch, type Branch } from '../editing/containers.ts'
import { useDesigner } from '../model/use-designer.tsx'
import { ConditionField } from './condition-field.tsx'
import { useFormScope, useSet, type StepFormProps } from './form-scope.ts'
import { Section } from './section.tsx'
import { ValueField } from './value-field.tsx'

/** The conditions of an if, one for each lane. */
export function IfForm({ step }: StepFormProps<IfStep>) {
  const set = useSet()
  return (
    <Stack gap={16}>
      <ConditionField
        label={stepTexts.if}
        value={step.if}
        place={['if']}
        onChange={(value) => set(['if'], value)}
      />
      {(step.elseIf ?? []).map((branch, at) => (
        // Branches have no identity but their place.
        <Section key={at} title={stepTexts.elseIf(at + 1)}>
          <ConditionField
            label={stepTexts.elseIfCondition(at + 1)}
            value={branch.if}
            place={['elseIf', at, 'if']}
            onChange={(value) => set(['elseIf', at, 'if'], value)}
          />
          <BranchTools
            lane={`elseIf[${at}].then`}
            name={stepTexts.elseIf(at + 1)}
            isFirst={at === 0}
            isOnly={false}
          />
        </Section>
      ))}
      <AddBranches step={step} />
    </Stack>
  )
}

const types: readonly ValueType[] = ['text', 'number', 'boolean', 'date']
const anything = {}

/** What a switch looks at, and what each case stands for. */
export function SwitchForm({ step }: StepFormProps<SwitchStep>) {
  const set = useSet()
  return (
    <Stack gap={16}>
      <ValueField
        label={stepTexts.switch}
        schema={{ type: 'string' }}
        value={step.switch}
        onChange={(value) => set(['switch'], value ?? '')}
        place={['switch']}
        isRequired
      />
      <Select
        label={stepTexts.comparedAs}
        data={[
          { value: '', label: stepTexts.byItsType },
          ...types.map((value) => ({ value, label: stepTexts.types[value] ?? value })),
        ]}
        value={step.type ?? ''}
        onChange={(value) =>
          set(
            ['type'],
            types.find((type) => type === value),
          )
        }
        allowDeselect={false}
      />
      {step.cases.map((branch, at) => (
        <Section key={at} title={stepTexts.case(at + 1)}>
          <ValueField
            label={stepTexts.caseIs(at + 1)}
            description={stepTexts.caseHelp}
            schema={anything}
            value={branch.is}
            onChange={(value) => set(['cases', at, 'is'], value ?? '')}
            place={['cases', at, 'is']}
          />
          <BranchTools
            lane={`cases[${at}].do`}
            name={stepTexts.case(at + 1)}
            isFirst={at === 0}
            isOnly={step.cases.length === 1}
          />
        </Section>
      ))}
      <AddBranches step={step} />
    </Stack>
  )
}

interface BranchToolsProps {
  lane: string
  name: string
  isFirst: boolean
  isOnly: boolean
}

function BranchTools({ lane, name, isFirst, isOnly }: BranchToolsProps) {
  const { key } = useFormScope()
  const designer = useDesigner()
  return (
    <Group justify="flex-end" gap={2} mt={4}>
      {isFirst ? null : (
        <ActionIcon
          aria-label={stepTexts.branchUp(name)}
          onClick={() =>
            designer.edit({ label: stepTexts.branchUp(name), group: null }, (flow) =>
              moveBranch(flow, { step: key, lane }, -1),
            )
          }
        >
          <IconArrowUp size={15} aria-hidden />
        </ActionIcon>
      )}
      {isOnly ? null : (
        <ActionIcon
          aria-label={stepTexts.removeBranch(name)}
          onClick={() =>
            designer.edit({ label: stepTexts.removeBranch(name), group: null }, (flow) =>
              removeBranch(flow, { step: key, lane }),
            )
          }
        >
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  )
}

function AddBranches({ step }: StepFormProps<IfStep | SwitchStep>) {
  const { key } = useFormScope()
  const designer = useDesigner()
  const add = (branch: Branch) =>
    designer.edit({ label: stepTexts.addBranches[branch], group: null }, (flow) =>
      addBranch(flow, key, branch),
    )
  return (
    <Group gap={6}>
      {addableBranches(step).map((branch) => (
        <Button
          key={branch}
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => add(branch)}
        >
          {stepTexts.addBranches[branch]}
        </Button>
      ))}
      {step.else === undefined ? (
        <Text size="xs" c="var(--kw-text-soft)">
          {stepTexts.withoutElse}
        </Text>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() =>
            designer.edit({ label: stepTexts.removeElse, group: null }, (flow) =>
              removeBranch(flow, { step: key, lane: 'else' }),
            )
          }
        >
          {stepTexts.removeElse}
        </Button>
      )}
    </Group>
  )
}
