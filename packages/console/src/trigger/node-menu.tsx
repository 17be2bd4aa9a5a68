import { ActionIcon, Menu, Text } from '@mantine/core'
import {
  IconArrowBarToDown,
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconBoxMultiple,
  IconCopy,
  IconDots,
  IconTrash,
  type Icon,
} from '@tabler/icons-react'
import type { Condition } from '@keyway/engine'
import { conditionTexts as texts } from '../texts/conditions.ts'
import { useEditing } from './condition-editing.ts'
import {
  addTo,
  canMove,
  isGroup,
  joins,
  membersOf,
  moveAt,
  removeAt,
  unwrapAt,
  wrapAt,
  type Changed,
  type Direction,
  type Place,
} from './condition-tree.ts'

const icons: Readonly<Record<Direction, Icon>> = {
  up: IconArrowUp,
  down: IconArrowDown,
  in: IconArrowRight,
  out: IconArrowLeft,
}
const directions = ['up', 'down', 'in', 'out'] as const

export interface NodeMenuProps {
  place: Place
  condition: Condition
  name: string
}

/** What can be done with a member of a group, or with the outermost group. */
export function NodeMenu({ place, condition, name }: NodeMenuProps) {
  const { root, rearrange } = useEditing()
  const isOutermost = place.length === 0
  const mayUnwrap = isGroup(condition) && (!isOutermost || membersOf(condition).length === 1)
  const go = (changed: Changed, say: string) => rearrange(changed, { say, part: 'menu' })
  const move = (direction: Direction) => {
    const changed = moveAt(root, place, direction)
    go(changed, texts.done.moved(changed.place))
  }
  return (
    <Menu position="bottom-end" shadow="md" returnFocus={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.actionsOf(name)}
          data-menu={place.join('.')}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {directions
          .filter((direction) => canMove(root, place, direction))
          .map((direction) => (
            <MoveItem key={direction} direction={direction} onClick={() => move(direction)} />
          ))}
        {joins.map((join) => (
          <Menu.Item
            key={join}
            leftSection={<IconBoxMultiple size={15} aria-hidden />}
            onClick={() => {
              const changed = wrapAt(root, place, join)
              go(changed, texts.done.wrapped(changed.place))
            }}
          >
            {texts.wrapIn(join)}
          </Menu.Item>
        ))}
        {mayUnwrap ? (
          <Menu.Item
            leftSection={<IconArrowBarToDown size={15} aria-hidden />}
            onClick={() => go(unwrapAt(root, place), texts.done.unwrapped)}
          >
            {texts.unwrap}
          </Menu.Item>
        ) : null}
        {isOutermost ? null : (
          <>
            <Menu.Item
              leftSection={<IconCopy size={15} aria-hidden />}
              onClick={() => {
                const changed = addTo(root, place.slice(0, -1), condition)
                go(changed, texts.done.added(changed.place))
              }}
            >
              {texts.duplicate}
            </Menu.Item>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => go(removeAt(root, place), texts.done.removed)}
            >
              {texts.remove}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function MoveItem({ direction, onClick }: { direction: Direction; onClick: () => void }) {
  const Mark = icons[direction]
  return (
    <Menu.Item
      leftSection={<Mark size={15} aria-hidden />}
      rightSection={
        <Text size="xs" c="var(--kw-text-soft)">
          {texts.keys[direction]}
        </Text>
      }
      onClick={onClick}
    >
      {texts.moves[direction]}
    </Menu.Item>
  )
}
