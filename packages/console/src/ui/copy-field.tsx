import { ActionIcon, Text, Tooltip } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { commonTexts } from '../texts/common.ts'
import { CopyIcon } from './copy.tsx'
import classes from './copy-field.module.css'

export interface CopyFieldProps {
  label: string
  value: string
  /** Hidden until asked for; it can be copied without being shown. */
  isSecret?: boolean
  /** Long text that nobody reads: one line of it is shown, and all of it is copied. */
  isCut?: boolean
}

/** A value to carry into another system: label, value, copy, and for secrets show/hide. */
export function CopyField({ label, value, isSecret = false, isCut = false }: CopyFieldProps) {
  const [isShown, setShown] = useState(!isSecret)
  return (
    <div className={classes['field']}>
      <Text size="xs" fw={600} c="var(--kw-text-soft)">
        {label}
      </Text>
      <div className={classes['box']}>
        <code className={classes['value']} data-cut={isCut}>
          {isShown ? value : '•'.repeat(Math.min(32, value.length))}
        </code>
        {isSecret ? (
          <Tooltip label={isShown ? commonTexts.hide : commonTexts.reveal}>
            <ActionIcon
              onClick={() => setShown(!isShown)}
              aria-pressed={isShown}
              aria-label={isShown ? commonTexts.hideOf(label) : commonTexts.revealOf(label)}
            >
              {isShown ? <IconEyeOff size={16} /> : <IconEye size={16} />}
            </ActionIcon>
          </Tooltip>
        ) : null}
        <CopyIcon value={value} what={label} />
      </div>
    </div>
  )
}
