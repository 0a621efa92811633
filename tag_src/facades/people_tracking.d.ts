/** Types of `PeopleTrackingSDK`, as far as Periscale answers to it. */

type PeopleTrackingResult =
  | { success: true; data: null }
  | {
      success: false;
      error: {
        code: 4001 | 2015 | 2016 | 2017 | 2018 | 2019;
        name: string;
        message: string;
        origin: "fe-snippet";
        platform: "fe-snippet";
      };
    };

interface PeopleTrackingPerson {
  address?: string;
  /** YYYY-MM-DD */
  birthDate?: string;
  city?: string;
  country?: string;
  middleName?: string;
  firstName?: string;
  lastName?: string;
  externalId?: string;
  /** A URL. */
  profilePicture?: string;
  gender?: "male" | "female" | "MALE" | "FEMALE";
  preferredLanguage?: string;
  tags?: string[];
  contactInformation?: { email?: Array<{ address: string }>; phone?: Array<{ number: string }> };
  customAttributes?: object;
  integrations?: object;
}

/** Its promises never reject. */
declare class PeopleTrackingSDK {
  constructor(options?: { requireLiveChat?: boolean });
  init(apiKey: string): Promise<PeopleTrackingResult>;
  track(eventId: string, properties?: object): Promise<PeopleTrackingResult>;
  updatePerson(person: PeopleTrackingPerson): Promise<PeopleTrackingResult>;
  appendToList(attribute: string, item: object): Promise<PeopleTrackingResult>;
}
