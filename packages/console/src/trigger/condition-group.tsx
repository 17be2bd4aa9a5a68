import { Button, Group as Row, Select, Text } from '@mantine/core'
import { IconFilter, IconPlus, IconStack2 } from '@tabler/icons-react'
import type { Condition } from '@keyway/engine'
import { ConditionLines } from '../strip/condition-lines.tsx'
import { toConditionLines } from '../strip/conditions.ts'
import { conditionTexts as texts } from '../texts/conditions.ts'
import { useEditing } from './condition-editing.ts'
import { ComparisonFields } from './comparison-fields.tsx'
import {
  addTo,
  isGroup,
  joinOf,
  joins,
  literalOf,
  membersOf,
  toGroup,
  type Group,
  type Place,
} from './condition-tree.ts'
import { FilterField } from './filter-field.tsx'
import { NodeMenu } from './node-menu.tsx'
import classes from './trigger.module.css'
import { ValueComparison } from './value-comparison.tsx'

export interface ConditionGroupProps {
  place: Place
  group: Group
}

/** A group with its members, and what can be added to it. */
export function ConditionGroup({ place, group }: ConditionGroupProps) {
  const { change, values } = useEditing()
  const members = membersOf(group)
  const isOutermost = place.length === 0
  return (
    <div className={classes['group']} data-depth={place.length} data-join={joinOf(group)}>
      {isOutermost && members.length === 0 ? (
        <Text size="sm" c="var(--kw-text-soft)">
          {values?.words?.nothing ?? texts.nothing}
        </Text>
      ) : (
        <div className={classes['groupHead']}>
          <Select
            aria-label={(isOutermost ? values?.words?.outermost : undefined) ?? texts.joinOf(place)}
            data={joins.map((join) => ({ value: join, label: texts.joins[join] }))}
            value={joinOf(group)}
            onChange={(value) =>
              change(place, toGroup(joins.find((join) => join === value) ?? 'all', members))
            }
            allowDeselect={false}
            size="xs"
            data-first={isOutermost ? undefined : place.join('.')}
          />
          <NodeMenu place={place} condition={group} name={texts.group(place)} />
        </div>
      )}
      {!isOutermost && members.length === 0 ? (
        <Text size="xs" c="var(--kw-text-soft)">
          {texts.nothingInGroup}
        </Text>
      ) : null}
      <div className={classes['members']}>
        {members.map((member, index) => (
          // Members have no identity but their place.
          <Member key={index} place={[...place, index]} condition={member} />
        ))}
      </div>
      <AddButtons place={place} />
    </div>
  )
}

function AddButtons({ place }: { place: Place }) {
  const { root, rearrange, takesFilters, values } = useEditing()
  const add = (condition: Condition) => {
    const changed = addTo(root, place, condition)
    rearrange(changed, { say: texts.done.added(changed.place), part: 'first' })
  }
  const kinds = [
    {
      label: texts.addComparison,
      Icon: IconPlus,
      make: (): Condition =>
        values?.words == null
          ? { field: '', is: 'equal to', value: '' }
          : { value: '', is: 'equal to', to: '' },
    },
    { label: texts.addGroup, Icon: IconStack2, make: (): Condition => ({ any: [] }) },
    ...(takesFilters
      ? [{ label: texts.addFilter, Icon: IconFilter, make: (): Condition => ({ okta: '' }) }]
      : []),
  ]
  return (
    <Row gap={6}>
      {kinds.map(({ label, Icon, make }) => (
        <Button
          key={label}
          variant="default"
          size="compact-xs"
          leftSection={<Icon size={13} aria-hidden />}
          aria-label={texts.addIn(label, place)}
          onClick={() => add(make())}
        >
          {label}
        </Button>
      ))}
    </Row>
  )
}

interface MemberProps {
  place: Place
  condition: Condition
}

/** A member of a group: a comparison, a filter, another group, or what only YAML can say. */
function Member({ place, condition }: MemberProps) {
  if (isGroup(condition)) {
    return (
      <div role="group" aria-label={texts.group(place)} data-node={place.join('.')}>
        <ConditionGroup place={place} group={condition} />
      </div>
    )
  }
  return (
    <div
      className={classes['row']}
      role="group"
      aria-label={texts.condition(place)}
      data-node={place.join('.')}
    >
      <div className={classes['rowBody']}>
        <MemberBody place={place} condition={condition} />
      </div>
      <NodeMenu place={place} condition={condition} name={texts.condition(place)} />
    </div>
  )
}

function MemberBody({ place, condition }: MemberProps) {
  const { values } = useEditing()
  if ('okta' in condition) return <FilterField place={place} filter={condition.okta} />
  if ('is' in condition && literalOf(condition) !== undefined)
    return <ComparisonFields place={place} comparison={condition} />
  if ('is' in condition && values !== null) return <ValueComparison place={place} comparison={condition} />
  return (
    <div>
      <ConditionLines lines={toConditionLines(condition)} />
      <Text size="xs" c="var(--kw-text-soft)" mt={4}>
        {texts.kept}
      </Text>
    </div>
  )
}
