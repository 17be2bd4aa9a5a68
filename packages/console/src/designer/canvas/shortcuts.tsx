import { Kbd, Modal } from '@mantine/core'
import { canvasTexts } from '../../texts/canvas.ts'
import classes from './canvas.module.css'

/** All keys of the designer. */
export function Shortcuts({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={canvasTexts.shortcuts} size="lg">
      <dl className={classes['keys']}>
        {canvasTexts.keys.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              <Kbd size="xs">{keys}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
