import { ActionIcon, Button, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { commonTexts } from '../texts/common.ts'

/** Copies a value; `what` names it for screen readers. */
export function CopyIcon({ value, what }: { value: string; what: string }) {
  return (
    <CopyButton value={value} timeout={1_500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? commonTexts.copied : commonTexts.copy}>
          <ActionIcon onClick={copy} aria-label={copied ? commonTexts.copied : commonTexts.copyOf(what)}>
            {copied ? <IconCheck size={16} color="var(--kw-good)" /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}

/** The same as a button with words. */
export function CopyTextButton({ value, label }: { value: string; label: string }) {
  return (
    <CopyButton value={value} timeout={1_500}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        >
          {copied ? commonTexts.copied : label}
        </Button>
      )}
    </CopyButton>
  )
}
