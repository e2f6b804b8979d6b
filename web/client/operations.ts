// Made by `npm run client` from the declarations of the API. Do not edit.
export interface Operations {
  /**
   * Signs in with the code of `wx.login`. Somebody the station does not know yet gets a ticket to register with.
   */
  signInByWechat: {
    input: {
      body: {
        code: string;
        role?: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      };
    };
    answer:
      | SignedIn
      | {
          /**
           * send to POST /v1/people/me within ten minutes
           */
          registration: string;
        };
  };
  /**
   * Who is signed in, and in which role.
   */
  getSession: {
    input: {};
    answer: {
      personId: string;
      role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      roles: ("resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver")[];
      isSteppedUp: boolean;
      endsAt: string;
    };
  };
  /**
   * Ends this session, at once.
   */
  signOut: {
    input: {};
    answer: null;
  };
  /**
   * Registers somebody new as a resident and signs them in. A station that knows them already binds them itself.
   */
  register: {
    input: {
      body: {
        /**
         * the ticket of the sign-in
         */
        registration: string;
        name: string;
        calledAs?: string;
        gender: "female" | "male";
        birthDate?: string;
        communityId: string;
        phone?: string;
        address?: string;
        /**
         * to how the station uses what it is told; shown before
         */
        hasConsented: true;
      };
    };
    answer: SignedIn;
  };
  /**
   * Gives the next access token and the next refresh token. A refresh token used twice ends the session.
   */
  refreshSession: {
    input: {
      body: {
        refreshToken: string;
      };
    };
    answer: SignedIn;
  };
  /**
   * Acts in another of the caller's roles from the next call on.
   */
  switchRole: {
    input: {
      body: {
        role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      };
    };
    answer: {
      role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
    };
  };
  /**
   * Ends every session of the caller: for a lost phone.
   */
  signOutEverywhere: {
    input: {};
    answer: {
      ended: number;
    };
  };
  /**
   * For a screen without WeChat: a code which staff answer in their chat with 「登录」 and the code.
   */
  askSignInTicket: {
    input: {};
    answer: {
      code: string;
      /**
       * stays with the screen
       */
      secret: string;
      say: string;
      expiresAt: string;
    };
  };
  /**
   * Signs the screen in once the ticket was answered in chat; until then it is told to wait (202 comes as `isAnswered` false).
   */
  signInByTicket: {
    input: {
      params: {
        code: string;
      };
      body: {
        secret: string;
      };
    };
    answer: {
      isAnswered: boolean;
      session: SignedIn | null;
    };
  };
  /**
   * Before exports and changes of roles: a code the caller answers in their own chat; good for ten minutes.
   */
  askStepUp: {
    input: {};
    answer: {
      say: string;
      expiresAt: string;
    };
  };
  /**
   * Signs in as anybody. Not there in production.
   */
  signInForDevelopment: {
    input: {
      body: {
        personId: string;
        role?: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      };
    };
    answer: SignedIn;
  };
  /**
   * The categories of the service catalog (服务清单).
   */
  listCategories: {
    input: {};
    answer: {
      items: {
        code: string;
        name: string;
        count: number;
      }[];
    };
  };
  /**
   * Items of the catalog, all, of one category, or those whose name or everyday words contain a text.
   */
  listItems: {
    input: {
      query?: {
        category?: string;
        search?: string;
      };
    };
    answer: {
      items: {
        code: string;
        category: string;
        name: string;
        /**
         * the item in the words residents use
         */
        says: string;
        /**
         * planned length
         */
        minutes: number;
        /**
         * helpers who come at the same time
         */
        people: number;
        /**
         * notice the station asks for
         */
        leadHours: number;
        /**
         * what must be told before submitting
         */
        requires: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
      }[];
    };
  };
  /**
   * One item of the catalog.
   */
  getItem: {
    input: {
      params: {
        code: string;
      };
    };
    answer: {
      code: string;
      category: string;
      name: string;
      /**
       * the item in the words residents use
       */
      says: string;
      /**
       * planned length
       */
      minutes: number;
      /**
       * helpers who come at the same time
       */
      people: number;
      /**
       * notice the station asks for
       */
      leadHours: number;
      /**
       * what must be told before submitting
       */
      requires: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
    };
  };
  /**
   * Asks for help, in one's own words or by a form, for oneself or for family. Danger in the words is raised at once.
   */
  createRequests: {
    input: {
      body: {
        /**
         * in the person's own words; understood as in chat
         */
        text?: string;
        itemCode?: string;
        /**
         * a member of the caller's family list; the caller when left out
         */
        forPersonId?: string;
        startAt?: string;
        endAt?: string;
        /**
         * the day is known, the hour is not
         */
        isTimeOpen?: boolean;
        where?: {
          /**
           * `home` is the address the station knows of who is served
           */
          kind: "home" | "place";
          text?: string;
          communityId?: string;
        };
        dest?: string;
        details?: string;
        headcount?: number;
        who?: string;
        guardianConsent?: boolean;
        /**
         * of the helper
         */
        gender?: "female" | "male";
      };
    };
    answer: {
      /**
       * one for each need; submit each when nothing is missing
       */
      requests: OwnRequest[];
      /**
       * likeliest items where it is not clear which is meant
       */
      choices: {
        code: string;
        name: string;
      }[];
      danger: {
        kind: string;
        /**
         * show at once
         */
        say: string;
      } | null;
    };
  };
  /**
   * The caller's requests, newest first, each with its next step.
   */
  listMyRequests: {
    input: {
      query?: {
        limit?: number;
        cursor?: string;
        isOpen?: "true" | "false";
      };
    };
    answer: {
      items: OwnRequest[];
      /**
       * cursor of the next page; null on the last
       */
      next: string | null;
    };
  };
  /**
   * One of the caller's requests.
   */
  getMyRequest: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Tells what is missing while a request is collected; later, adds to it. A new time is asked of the helper who is bound.
   */
  fillMyRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        itemCode?: string;
        startAt?: string;
        endAt?: string;
        /**
         * the day is known, the hour is not
         */
        isTimeOpen?: boolean;
        where?: {
          /**
           * `home` is the address the station knows of who is served
           */
          kind: "home" | "place";
          text?: string;
          communityId?: string;
        };
        dest?: string;
        details?: string;
        headcount?: number;
        who?: string;
        guardianConsent?: boolean;
        /**
         * of the helper
         */
        gender?: "female" | "male";
      };
    };
    answer: OwnRequest;
  };
  /**
   * Hands a complete request to the station: the yes after the read-back.
   */
  submitMyRequest: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Takes a request back before service; helpers are told.
   */
  cancelMyRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason?: string;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Says yes or no to another time: the one a helper proposes with an offer, or a change after accepting.
   */
  answerTimeChange: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        isYes: boolean;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Rates a service with one to five stars, or only says that it was done (no stars).
   */
  rateMyRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        stars: number | null;
        words?: string;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Says that hours or service are not as recorded; credit is frozen until somebody decides.
   */
  disputeMyRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason: string;
      };
    };
    answer: OwnRequest;
  };
}
export interface SignedIn {
  /**
   * send as `Authorization: Bearer …`
   */
  accessToken: string;
  expiresInSeconds: number;
  /**
   * good once; keep the newest
   */
  refreshToken: string;
  personId: string;
  /**
   * the one role this session acts in
   */
  role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
  roles: ("resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver")[];
}
export interface OwnRequest {
  id: string;
  /**
   * short code people say: A37
   */
  code: string;
  /**
   * rises with every change; also the ETag
   */
  version: number;
  status:
    | "collecting"
    | "submitted"
    | "queued"
    | "proposed"
    | "offered"
    | "accepted"
    | "in_progress"
    | "served"
    | "closed"
    | "referred"
    | "suspended"
    | "disputed"
    | "unfilled"
    | "escalated"
    | "cancelled"
    | "declined"
    | "merged";
  statusWords: string;
  /**
   * what happens next, in words
   */
  nextStep: string;
  itemCode: string | null;
  itemName: string | null;
  /**
   * how who is served is called
   */
  forName: string;
  isForOther: boolean;
  startAt: string | null;
  endAt: string | null;
  timeWords: string;
  /**
   * the day is known, the hour is not
   */
  isTimeOpen: boolean;
  where: {
    /**
     * `home` is the address the station knows of who is served
     */
    kind: "home" | "place";
    text?: string;
    communityId?: string;
  } | null;
  dest: string | null;
  details: string | null;
  headcount: number | null;
  /**
   * what must be told before it can be submitted
   */
  missing: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
  /**
   * who comes; the phone from accepting on
   */
  helpers: {
    calledAs: string;
    phone: string | null;
  }[];
  /**
   * the word helpers say at the door
   */
  passwordWord: string | null;
  /**
   * another start a helper proposes; answer it
   */
  counterStartAt: string | null;
  /**
   * a change of time that waits for a yes
   */
  newStartAt: string | null;
  rating: {
    stars: number | null;
    words: string | null;
  } | null;
  createdAt: string;
  updatedAt: string;
}

export const operations = {
  signInByWechat: {"method":"post","path":"/v1/session"},
  getSession: {"method":"get","path":"/v1/session"},
  signOut: {"method":"delete","path":"/v1/session"},
  register: {"method":"post","path":"/v1/people/me"},
  refreshSession: {"method":"post","path":"/v1/session/refresh"},
  switchRole: {"method":"put","path":"/v1/session/role"},
  signOutEverywhere: {"method":"delete","path":"/v1/sessions"},
  askSignInTicket: {"method":"post","path":"/v1/session/tickets"},
  signInByTicket: {"method":"post","path":"/v1/session/tickets/{code}"},
  askStepUp: {"method":"post","path":"/v1/session/step-up"},
  signInForDevelopment: {"method":"post","path":"/v1/session/development"},
  listCategories: {"method":"get","path":"/v1/categories"},
  listItems: {"method":"get","path":"/v1/items"},
  getItem: {"method":"get","path":"/v1/items/{code}"},
  createRequests: {"method":"post","path":"/v1/requests","creates":true},
  listMyRequests: {"method":"get","path":"/v1/requests"},
  getMyRequest: {"method":"get","path":"/v1/requests/{requestId}"},
  fillMyRequest: {"method":"patch","path":"/v1/requests/{requestId}"},
  submitMyRequest: {"method":"post","path":"/v1/requests/{requestId}/submit"},
  cancelMyRequest: {"method":"post","path":"/v1/requests/{requestId}/cancel"},
  answerTimeChange: {"method":"post","path":"/v1/requests/{requestId}/time-answer"},
  rateMyRequest: {"method":"post","path":"/v1/requests/{requestId}/rating"},
  disputeMyRequest: {"method":"post","path":"/v1/requests/{requestId}/dispute"},
} as const;
