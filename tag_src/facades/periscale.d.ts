/** Types of `window.periscale`. Place this file where your TypeScript project finds it. */

/**
 * JSON, and what the tag turns into it (dates, maps, sets); what it cannot it leaves out.
 * `any`, because TypeScript would not take an interface for a Record of unknown.
 */
type PeriscaleProperties = Record<string, any>;

interface PeriscaleEvent {
  uuid: string;
  event: string;
  /** ISO 8601, when the event happened. */
  timestamp: string;
  properties: PeriscaleProperties;
}

interface PeriscaleAutocapture {
  clicks?: boolean;
  changes?: boolean;
  submits?: boolean;
  rageClicks?: boolean;
  deadClicks?: boolean;
  text?: boolean;
  /** One selector, or several. */
  cssSelectorAllow?: string | string[];
  cssSelectorDeny?: string | string[];
}

interface PeriscaleOptions {
  /** `sb_live_…`; required here or as `data-api-key`. */
  apiKey?: string;
  /** Default: the origin the script came from. */
  apiHost?: string;
  autocapture?: boolean | PeriscaleAutocapture;
  capturePageview?: boolean | "history" | "initial";
  /** Default false: a change after `?` alone is no page view. */
  capturePageviewSearch?: boolean;
  engagement?: boolean;
  webVitals?: boolean;
  errors?: boolean;
  /** Default 10000. */
  flushIntervalMs?: number;
  /** Default 20 events. */
  flushAt?: number;
  maxStoredEvents?: number;
  maxStoredBytes?: number;
  /** Default 30. */
  sessionIdleMinutes?: number;
  /** Default "auto": the broadest domain that the browser accepts. */
  cookieDomain?: string;
  persistence?: "localStorage+cookie" | "localStorage" | "cookie" | "memory";
  respectDnt?: boolean;
  respectGpc?: boolean;
  maskText?: boolean;
  /** Called with every URL before it becomes a property. */
  maskUrl?: (url: string) => string;
  /** Return the event, changed or not, or null to drop it. */
  beforeSend?: (event: PeriscaleEvent) => PeriscaleEvent | null;
  /** A list, or the same names in one string. */
  compat?: Array<"heap" | "ue" | "upscope" | "people"> | (string & {});
  debug?: boolean;
  /** From 0 to 1: the share of visitors that is captured. */
  sampleRate?: number;
  nonce?: string;
}

interface Periscale {
  readonly version: string;
  init(options?: PeriscaleOptions): void;
  track(event: string, properties?: PeriscaleProperties): void;
  page(properties?: PeriscaleProperties): void;
  identify(distinctId: string, properties?: PeriscaleProperties): void;
  alias(newId: string, oldId?: string): void;
  group(type: string, key: string, properties?: PeriscaleProperties): void;
  reset(): void;
  optOut(): void;
  optIn(): void;
  hasOptedOut(): boolean;
  setSuperProperties(properties: PeriscaleProperties): void;
  unsetSuperProperty(name: string): void;
  getSuperProperties(): PeriscaleProperties;
  /** Resolves when the request has settled. */
  flush(): Promise<void>;
  /** `null` before `init`. */
  getDistinctId(): string | null;
  /** `null` before `init`. */
  getSessionId(): string | null;
  captureException(error: unknown, properties?: PeriscaleProperties): void;
  /** `"*"` for every event; returns the function that ends the subscription. */
  on(eventName: string, callback: (event: PeriscaleEvent) => void): () => void;
  /** Calls as a queueing stub writes them: `["track", "signup"]`. */
  push(...calls: Array<[method: string, ...args: unknown[]]>): void;
}

interface Window {
  periscale: Periscale;
}

declare const periscale: Periscale;
