/** Types of `Upscope(command, …)`, as far as Periscale answers to it. */

/** Absent or undefined keeps what is known, null clears it. */
interface UpscopeConnection {
  uniqueId?: string | number | null;
  identities?: string | string[] | null;
  /** Each like `#VIP`. */
  tags?: string[] | null;
  /** Each like `hubspot:42`; `hubspot:` clears those of that system. */
  integrationIds?: string[] | null;
  metadata?: object | null;
}

interface UpscopeFunction {
  (command: "init", options?: UpscopeConnection & { apiKey?: string; autoconnect?: boolean }): void;
  (command: "updateConnection", connection: UpscopeConnection): void;
  (command: "reset", reopen?: boolean): void;
  (command: "getShortId" | "getLookupCode" | "getWatchLink", callback: (text: string) => void): void;
  (command: "on", ...namesThenCallback: [...string[], (said?: any) => void]): void;
  (command: "newPageview" | "trackUrl" | "connect" | "stopSession"): void;
  (command: "customMessage" | "sendCustomMessage", message?: unknown): void;
  (command: "requestAgent" | "cancelRequestAgent" | "cancelAgentRequest" | "expectDisconnect"): void;
}

interface Window {
  Upscope: UpscopeFunction;
}

declare const Upscope: UpscopeFunction;
