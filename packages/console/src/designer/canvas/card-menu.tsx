import { Menu, Portal } from '@mantine/core'
import {
  IconArrowBarToLeft,
  IconArrowBarToRight,
  IconBracketsContain,
  IconClipboard,
  IconCopy,
  IconCopyPlus,
  IconScissors,
  IconTrash,
} from '@tabler/icons-react'
import type { Step } from '@keyway/engine'
import { triggerPath } from '../../strip/model.ts'
import { canvasTexts } from '../../texts/canvas.ts'
import { addableBranches } from '../editing/containers.ts'
import { wrapperKinds } from '../editing/new-step.ts'
import type { CanvasActions } from './canvas-context.ts'
import { gapBeside } from './use-shortcuts.ts'

export interface CardMenuProps {
  path: string
  point: { x: number; y: number }
  /** The step of the card; undefined for the trigger. */
  step: Step | undefined
  actions: CanvasActions
  onClose: () => void
}

/** What can be done to a card, or to all chosen ones if it is one of them. */
export function CardMenu({ path, point, step, actions, onClose }: CardMenuProps) {
  const { menu, wrappers } = canvasTexts
  const paths = actions.chosenWith(path)
  const isTrigger = path === triggerPath
  const isOne = paths.length === 1
  const icon = { size: 15, 'aria-hidden': true } as const
  return (
    <Portal>
      <Menu opened onClose={onClose} position="bottom-start" shadow="md" width={230} withinPortal>
        <Menu.Target>
          <span style={{ position: 'fixed', left: point.x, top: point.y, width: 1, height: 1 }} />
        </Menu.Target>
        <Menu.Dropdown>
          {isOne ? null : <Menu.Label>{menu.about(paths.length)}</Menu.Label>}
          {isTrigger ? (
            <Menu.Item onClick={actions.openTrigger}>{menu.trigger}</Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconArrowBarToLeft {...icon} />}
              onClick={() => actions.openPalette(gapBeside(path, 'before'))}
            >
              {menu.addBefore}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconArrowBarToRight {...icon} />}
            rightSection="A"
            onClick={() => actions.openPalette(gapBeside(path, 'behind'))}
          >
            {menu.addBehind}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconClipboard {...icon} />}
            rightSection="Ctrl V"
            onClick={() => actions.paste(gapBeside(path, 'behind'))}
          >
            {menu.paste}
          </Menu.Item>
          {isTrigger ? null : (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconCopyPlus {...icon} />}
                rightSection="Ctrl D"
                onClick={() => actions.duplicate(paths)}
              >
                {menu.duplicate}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconCopy {...icon} />}
                rightSection="Ctrl C"
                onClick={() => actions.copy(paths, 'copy')}
              >
                {menu.copy}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconScissors {...icon} />}
                rightSection="Ctrl X"
                onClick={() => actions.copy(paths, 'cut')}
              >
                {menu.cut}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Sub>
                <Menu.Sub.Target>
                  <Menu.Sub.Item leftSection={<IconBracketsContain {...icon} />}>{menu.wrap}</Menu.Sub.Item>
                </Menu.Sub.Target>
                <Menu.Sub.Dropdown>
                  {wrapperKinds.map((kind) => (
                    <Menu.Item key={kind} onClick={() => actions.wrap(paths, kind)}>
                      {wrappers[kind]}
                    </Menu.Item>
                  ))}
                </Menu.Sub.Dropdown>
              </Menu.Sub>
              {isOne && step !== undefined ? <OwnItems path={path} step={step} actions={actions} /> : null}
              <Menu.Divider />
              <Menu.Item
                color="red"
                leftSection={<IconTrash {...icon} />}
                rightSection="Del"
                onClick={() => actions.remove(paths)}
              >
                {menu.remove}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </Portal>
  )
}

/** What only steps with lanes have. */
function OwnItems({ path, step, actions }: { path: string; step: Step; actions: CanvasActions }) {
  const { menu } = canvasTexts
  const hasLanes = 'if' in step || 'switch' in step || 'try' in step || 'do' in step
  return (
    <>
      {addableBranches(step).map((branch) => (
        <Menu.Item key={branch} onClick={() => actions.addBranch(path, branch)}>
          {menu[branch]}
        </Menu.Item>
      ))}
      {hasLanes ? <Menu.Item onClick={() => actions.unwrap(path)}>{menu.unwrap}</Menu.Item> : null}
    </>
  )
}
