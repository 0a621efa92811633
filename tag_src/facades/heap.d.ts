/** Types of `window.heap`, as far as Periscale answers to it. */

/** `any`, because TypeScript would not take an interface for a Record of unknown. */
type HeapProperties = Record<string, any>;

interface HeapConfig {
  disableTextCapture?: boolean;
  disablePageviewAutocapture?: boolean;
  secureCookie?: boolean;
  disableInteractionEvents?: Array<"click" | "submit" | "change">;
  trackingServer?: string;
  ingestServer?: string;
  clearEventPropertiesOnNewUser?: boolean;
  logLevel?: string;
}

interface HeapPageview {
  title?: string;
  /** Absolute. */
  url?: string;
  properties?: HeapProperties;
  /** Absolute. */
  previous_page?: string | { url: string };
}

/** Gets the event in a list; of the list it returns the first is sent, nothing for an empty one. */
type HeapTransformer = (events: Array<{ event: string; properties: HeapProperties }>) => unknown;

interface Heap {
  appid: string;
  envId: string;
  readonly userId: string;
  readonly identity: string | null;
  loaded: boolean;
  config: HeapConfig;
  clientConfig: HeapConfig;
  track(event: string, properties?: HeapProperties): void;
  identify(identity: string | number): void;
  identifyHashed(identity: string | number): void;
  getIdentity(): string | null;
  resetIdentity(): void;
  addEventProperties(properties: HeapProperties): void;
  setEventProperties(properties: HeapProperties): void;
  removeEventProperty(name: string): void;
  unsetEventProperty(name: string): void;
  clearEventProperties(): void;
  addUserProperties(properties: HeapProperties): void;
  addAccountProperties(properties: HeapProperties): void;
  trackPageview(pageview?: HeapPageview): void;
  addPageviewProperties(properties: HeapProperties): void;
  removePageviewProperty(name: string): void;
  clearPageviewProperties(): void;
  onReady(callback: () => void): void;
  getSessionId(): string;
  getUserId(): string;
  startTracking(): void;
  stopTracking(): void;
  addAdapter(...anything: unknown[]): void;
  addTransformer(name: string, transform: HeapTransformer, stage?: string): void;
  addTransformerFn(name: string, transform: HeapTransformer, stage?: string): void;
  push(...calls: Array<[method: string, ...args: unknown[]]>): void;
}

interface Window {
  heap: Heap;
  heapReadyCb?: Array<{ name: string; fn: () => void }>;
}

declare const heap: Heap;
