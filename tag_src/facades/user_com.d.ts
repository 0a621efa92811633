/** Types of `UE`, `userengage` and `window.civchat`, as far as Periscale answers to them. */

/** Custom attributes are `any`: TypeScript would not take an interface for anything narrower. */
interface UserComAttributes {
  user_id?: string | number | null;
  email?: string | null;
  name?: string | null;
  first_name?: string | null;
  last_name?: string | null;
  phone_number?: string | null;
  /** 1 unknown, 2 male, 3 female. */
  gender?: 1 | 2 | 3 | null;
  /** 1 visitor, 2 user. */
  status?: 1 | 2 | null;
  score?: number | null;
  company?: { name?: string; company_id?: string | number; [attribute: string]: any };
  source_context?: object;
  [attribute: string]: any;
}

interface Civchat extends UserComAttributes {
  apiKey: string;
  /** The widget's for these four; any other value is an attribute. */
  state?: "simple" | "standard" | "hidden" | "expanded" | (string & {});
  unified_identification?: boolean;
  authorize_by_email?: boolean;
  onLoad?: () => void;
  onMessage?: (message: { content: string; isAdmin: boolean }) => void;
  onOpen?: () => void;
  onClose?: () => void;
  onPayloadReceived?: (payload: string) => void;
}

interface UserEngage {
  (command: `event.${string}`, attributes?: Record<string, any>): void;
  (
    command: "product_event",
    attributes: { product_id: string | number; event_type: string; [name: string]: any },
  ): void;
  (command: "client.update", attributes: UserComAttributes): void;
  (
    command: `widget.${"open" | "close" | "show" | "hide" | "simple" | "standard" | "hidden"}`,
  ): void;
}

interface UserComMethods {
  pageHit(
    hit: UserComAttributes & {
      apiKey?: string;
      event?: { event_name: string; [name: string]: any };
    },
  ): void;
  resetAuth(details: UserComAttributes & { apiKey: string }): void;
  destroy(): void;
}

interface Window {
  UE: UserComMethods;
  userengage: UserEngage;
  civchat?: Civchat;
}

declare const UE: UserComMethods;
declare const userengage: UserEngage;
