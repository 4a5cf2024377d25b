// Made by `npm run generate` from the contract table. Do not edit.

import type {
  Access,
  AccessCreate,
  Action,
  ActionCreate,
  ActionPatch,
  Agreement,
  AgreementPatch,
  ChangePage,
  Comment,
  CommentCreate,
  EmbedToken,
  EmbedTokenCreate,
  EntityRef,
  Framework,
  FrameworkFile,
  FrameworkSummary,
  Me,
  Member,
  MemberCreate,
  MemberPatch,
  OperationBatch,
  OutcomeBatch,
  Rating,
  RatingPatch,
  Review,
  ReviewCreate,
  ReviewPatch,
  ReviewState,
  Space,
  SpaceCreate,
  SpacePatch,
} from '@hubkit/contract';
import * as schemas from '@hubkit/contract/schemas';
import type {Call, CallOptions} from '../call.ts';
import type {List} from '../pages.ts';

/** Every call of the service. */
export interface Methods {
  readonly me: {
    /** Who the caller is. */
    get(options?: CallOptions): Call<Me>;
  };
  readonly members: {
    /** The members of a space. */
    list(options?: {space?: string; limit?: number} & CallOptions): List<Member>;
    /** Adds a member. */
    create(options: {space?: string; body: MemberCreate} & CallOptions): Call<Member>;
    /** One member. */
    get(options: {space?: string; member: string} & CallOptions): Call<Member>;
    /** Changes a member’s name, role or organisation. */
    patch(
      options: {space?: string; member: string; ifMatch: string; body: MemberPatch} & CallOptions,
    ): Call<Member>;
    /** Ends a membership. What the person wrote stays. */
    delete(options: {space?: string; member: string; ifMatch: string} & CallOptions): Call<void>;
  };
  readonly spaces: {
    /** The spaces that the caller belongs to. */
    list(options?: {limit?: number} & CallOptions): List<Space>;
    /** Makes a space. */
    create(options: {body: SpaceCreate} & CallOptions): Call<Space>;
    /** One space. */
    get(options?: {space?: string} & CallOptions): Call<Space>;
    /** Renames a space. */
    patch(options: {space?: string; ifMatch: string; body: SpacePatch} & CallOptions): Call<Space>;
  };
  readonly frameworks: {
    /** The frameworks of a space, every version. */
    list(options?: {space?: string; limit?: number} & CallOptions): List<FrameworkSummary>;
    /** Stores one version of a framework. It never changes afterwards. */
    create(options: {space?: string; body: FrameworkFile} & CallOptions): Call<Framework>;
    /** A framework: the version asked for, or the one stored last. */
    get(
      options: {space?: string; framework: string; version?: string} & CallOptions,
    ): Call<Framework>;
  };
  readonly reviews: {
    /** The reviews that the caller may know of. */
    list(
      options?: {
        space?: string;
        limit?: number;
        phase?: 'self' | 'independent' | 'moderation' | 'agreed' | 'published';
      } & CallOptions,
    ): List<Review>;
    /** Makes a review. Give access next. */
    create(options: {space?: string; body: ReviewCreate} & CallOptions): Call<Review>;
    /** One review, with all that the caller may see of it. */
    get(options: {space?: string; review: string} & CallOptions): Call<ReviewState>;
    /** Sets fields of a review, or moves its phase on. */
    patch(
      options: {space?: string; review: string; ifMatch: string; body: ReviewPatch} & CallOptions,
    ): Call<Review>;
    /** Submits the caller’s own ratings. */
    submit(options: {space?: string; review: string} & CallOptions): Call<Access>;
    readonly ratings: {
      /** The ratings that the caller may see. */
      list(
        options: {space?: string; review: string; limit?: number; criterion?: string} & CallOptions,
      ): List<Rating>;
      /** Sets fields of the caller’s own rating. An absent one has ETag "0". */
      patch(
        options: {
          space?: string;
          review: string;
          criterion: string;
          ifMatch: string;
          body: RatingPatch;
        } & CallOptions,
      ): Call<Rating>;
    };
    readonly agreements: {
      /** What the team has agreed, once the caller may see it. */
      list(
        options: {space?: string; review: string; limit?: number} & CallOptions,
      ): List<Agreement>;
      /** Sets fields of an agreement. An absent one has ETag "0". */
      patch(
        options: {
          space?: string;
          review: string;
          criterion: string;
          ifMatch: string;
          body: AgreementPatch;
        } & CallOptions,
      ): Call<Agreement>;
    };
    readonly access: {
      /** Who takes part in a review. */
      list(options: {space?: string; review: string; limit?: number} & CallOptions): List<Access>;
      /** Gives a member access to a review. */
      create(
        options: {space?: string; review: string; body: AccessCreate} & CallOptions,
      ): Call<Access>;
      /** Ends a member’s access, at once. */
      delete(
        options: {space?: string; review: string; member: string; ifMatch: string} & CallOptions,
      ): Call<void>;
    };
  };
  readonly actions: {
    /** The actions that the caller may see. */
    list(options?: {space?: string; limit?: number; review?: string} & CallOptions): List<Action>;
    /** Makes an action. */
    create(options: {space?: string; body: ActionCreate} & CallOptions): Call<Action>;
    /** One action. */
    get(options: {space?: string; action: string} & CallOptions): Call<Action>;
    /** Sets fields of an action. */
    patch(
      options: {space?: string; action: string; ifMatch: string; body: ActionPatch} & CallOptions,
    ): Call<Action>;
    /** Puts an action in the bin. */
    delete(options: {space?: string; action: string; ifMatch: string} & CallOptions): Call<void>;
  };
  readonly comments: {
    /** The comments on one agreement or action. */
    list(options: {space?: string; limit?: number; target: EntityRef} & CallOptions): List<Comment>;
    /** Says something about an agreement or an action. */
    create(options: {space?: string; body: CommentCreate} & CallOptions): Call<Comment>;
    /** Takes one’s own comment back. */
    delete(options: {space?: string; comment: string; ifMatch: string} & CallOptions): Call<void>;
  };
  readonly operations: {
    /** Sends what people changed; answers with an outcome for each. */
    send(options: {space?: string; body: OperationBatch} & CallOptions): Call<OutcomeBatch>;
  };
  readonly changes: {
    /** What changed after a cursor. Without one: the cursor of now, and nothing else. */
    list(
      options?: {space?: string; after?: string; limit?: number} & CallOptions,
    ): Call<ChangePage>;
  };
  readonly embedTokens: {
    /** Mints a token. For a host’s own server, with an API key. */
    create(options: {body: EmbedTokenCreate} & CallOptions): Call<EmbedToken>;
  };
}

/** What each call sends and expects. */
export const calls = {
  'me.get': {method: 'GET', path: '/me', returns: schemas.Me},
  'members.list': {
    method: 'GET',
    path: '/spaces/{space}/members',
    returns: schemas.MemberPage,
    list: true,
  },
  'members.create': {method: 'POST', path: '/spaces/{space}/members', returns: schemas.Member},
  'members.get': {method: 'GET', path: '/spaces/{space}/members/{member}', returns: schemas.Member},
  'members.patch': {
    method: 'PATCH',
    path: '/spaces/{space}/members/{member}',
    returns: schemas.Member,
  },
  'members.delete': {method: 'DELETE', path: '/spaces/{space}/members/{member}'},
  'spaces.list': {method: 'GET', path: '/spaces', returns: schemas.SpacePage, list: true},
  'spaces.create': {method: 'POST', path: '/spaces', returns: schemas.Space},
  'spaces.get': {method: 'GET', path: '/spaces/{space}', returns: schemas.Space},
  'spaces.patch': {method: 'PATCH', path: '/spaces/{space}', returns: schemas.Space},
  'frameworks.list': {
    method: 'GET',
    path: '/spaces/{space}/frameworks',
    returns: schemas.FrameworkPage,
    list: true,
  },
  'frameworks.create': {
    method: 'POST',
    path: '/spaces/{space}/frameworks',
    returns: schemas.Framework,
  },
  'frameworks.get': {
    method: 'GET',
    path: '/spaces/{space}/frameworks/{framework}',
    returns: schemas.Framework,
  },
  'reviews.list': {
    method: 'GET',
    path: '/spaces/{space}/reviews',
    returns: schemas.ReviewPage,
    list: true,
  },
  'reviews.create': {method: 'POST', path: '/spaces/{space}/reviews', returns: schemas.Review},
  'reviews.get': {
    method: 'GET',
    path: '/spaces/{space}/reviews/{review}',
    returns: schemas.ReviewState,
  },
  'reviews.patch': {
    method: 'PATCH',
    path: '/spaces/{space}/reviews/{review}',
    returns: schemas.Review,
  },
  'reviews.submit': {
    method: 'POST',
    path: '/spaces/{space}/reviews/{review}/submit',
    returns: schemas.Access,
  },
  'reviews.ratings.list': {
    method: 'GET',
    path: '/spaces/{space}/reviews/{review}/ratings',
    returns: schemas.RatingPage,
    list: true,
  },
  'reviews.ratings.patch': {
    method: 'PATCH',
    path: '/spaces/{space}/reviews/{review}/ratings/{criterion}',
    returns: schemas.Rating,
  },
  'reviews.agreements.list': {
    method: 'GET',
    path: '/spaces/{space}/reviews/{review}/agreements',
    returns: schemas.AgreementPage,
    list: true,
  },
  'reviews.agreements.patch': {
    method: 'PATCH',
    path: '/spaces/{space}/reviews/{review}/agreements/{criterion}',
    returns: schemas.Agreement,
  },
  'reviews.access.list': {
    method: 'GET',
    path: '/spaces/{space}/reviews/{review}/access',
    returns: schemas.AccessPage,
    list: true,
  },
  'reviews.access.create': {
    method: 'POST',
    path: '/spaces/{space}/reviews/{review}/access',
    returns: schemas.Access,
  },
  'reviews.access.delete': {
    method: 'DELETE',
    path: '/spaces/{space}/reviews/{review}/access/{member}',
  },
  'actions.list': {
    method: 'GET',
    path: '/spaces/{space}/actions',
    returns: schemas.ActionPage,
    list: true,
  },
  'actions.create': {method: 'POST', path: '/spaces/{space}/actions', returns: schemas.Action},
  'actions.get': {method: 'GET', path: '/spaces/{space}/actions/{action}', returns: schemas.Action},
  'actions.patch': {
    method: 'PATCH',
    path: '/spaces/{space}/actions/{action}',
    returns: schemas.Action,
  },
  'actions.delete': {method: 'DELETE', path: '/spaces/{space}/actions/{action}'},
  'comments.list': {
    method: 'GET',
    path: '/spaces/{space}/comments',
    returns: schemas.CommentPage,
    list: true,
  },
  'comments.create': {method: 'POST', path: '/spaces/{space}/comments', returns: schemas.Comment},
  'comments.delete': {method: 'DELETE', path: '/spaces/{space}/comments/{comment}'},
  'operations.send': {
    method: 'POST',
    path: '/spaces/{space}/operations',
    returns: schemas.OutcomeBatch,
  },
  'changes.list': {method: 'GET', path: '/spaces/{space}/changes', returns: schemas.ChangePage},
  'embedTokens.create': {method: 'POST', path: '/embed-tokens', returns: schemas.EmbedToken},
} as const;
