import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The project's folder on disk, wherever the process was started. */
export const projectRoot: string = join(import.meta.dirname, '..', '..')

/** The same as an address, for imports of what is found at run time. */
export const projectRootUrl: URL = pathToFileURL(`${projectRoot}/`)
