import { Anchor } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import type { ShownFile } from '../values/file.ts'
import { valueTexts } from '../texts/values.ts'
import { formatSize } from '../values/size.ts'
import classes from './json-view.module.css'

/** A file value: its name, its size, and a way to its content. */
export function FileLine({ file }: { file: ShownFile }) {
  return (
    <span className={classes['file']}>
      <IconFile size={13} aria-hidden />
      <span>{file.name}</span>
      <span className={classes['count']}>{formatSize(file.size)}</span>
      <Anchor
        size="xs"
        href={`/api/files/${encodeURIComponent(file.id)}`}
        aria-label={valueTexts.downloadFile(file.name)}
        download
      >
        {valueTexts.download}
      </Anchor>
    </span>
  )
}
