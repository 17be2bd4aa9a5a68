import { ApiError, problemDetails, tables, type AnswerOf } from '@keyway/api'

export type CsvReport = AnswerOf<typeof tables.importTableCsv>

export interface CsvUpload {
  tableId: string
  file: File
  upsertBy: readonly string[]
  skipInvalid: boolean
  /** Called while the file is sent, from 0 to 100. */
  onProgress: (percent: number) => void
}

/** Sends a CSV file. The browser reads it from disk in parts, and only this old interface says how far it is. */
export function sendCsv({ tableId, file, upsertBy, skipInvalid, onProgress }: CsvUpload): Promise<CsvReport> {
  const query = new URLSearchParams({
    upsertBy: JSON.stringify(upsertBy),
    skipInvalid: skipInvalid ? 'true' : 'false',
  })
  const path = tables.importTableCsv.path.replace(':tableId', encodeURIComponent(tableId))
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${path}?${query.toString()}`)
    request.setRequestHeader('content-type', 'text/csv')
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total === 0 ? 100 : Math.round((100 * loaded) / total)),
    )
    request.addEventListener('error', () => reject(new TypeError('network')))
    request.addEventListener('load', () => {
      try {
        const answer: unknown = JSON.parse(request.responseText)
        if (request.status === 200) resolve(tables.importTableCsv.answer.parse(answer))
        else reject(new ApiError(problemDetails.parse(answer)))
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
    request.send(file)
  })
}
