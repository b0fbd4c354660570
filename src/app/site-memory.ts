import { join } from 'node:path';
import { openSiteCache, type SiteCache } from '../site/kept/site-cache.ts';
import type { OwnPost } from '../site/model.ts';
import type { App } from './context.ts';

/** What a running process remembers of the site it wrote. */
export interface SiteMemory {
  readonly cache: SiteCache;
  /** Which model the files were made from when this process last brought them in line; null before that. */
  wrote: string | null;
  /** Posts whose pictures the site has. */
  pictured: WeakSet<object>;
  /** Posts whose words are files of the author's, as they were read last. */
  readonly kept: Map<string, OwnPost>;
}

const memories = new WeakMap<App['workspace'], Promise<SiteMemory>>();

/** One for each composition. What outlives it is in the data folder, and may be deleted at any time. */
export function siteMemoryOf({ workspace }: Pick<App, 'workspace'>): Promise<SiteMemory> {
  const found = memories.get(workspace) ?? remembered(workspace.data);
  memories.set(workspace, found);
  found.catch(() => memories.delete(workspace));
  return found;
}

async function remembered(data: string): Promise<SiteMemory> {
  const cache = await openSiteCache(join(data, 'site.cache'));
  return { cache, wrote: null, pictured: new WeakSet(), kept: new Map() };
}
