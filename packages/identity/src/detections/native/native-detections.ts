import type { Parameters } from '../sigma/placeholders.ts'
import { catalogueEvents } from './catalogue-events.ts'
import { catalogueWindows } from './catalogue-windows.ts'
import type { NativeDetection } from './native-detection.ts'

/** All detections of ours, under an organisation's parameters. */
export function nativeDetections(parameters: Parameters): NativeDetection[] {
  return [...catalogueEvents(parameters), ...catalogueWindows]
}
